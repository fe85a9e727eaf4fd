package dev.coffer.age;

import java.util.Optional;

/** The secret half of an SSH key. */
sealed interface SshPrivateKey extends AutoCloseable permits SshEd25519PrivateKey, SshRsaPrivateKey {
    SshRecipient recipient();

    /**
     * Unwraps a stanza that names this key.
     *
     * @return empty if it is for another one that happens to have the same name
     */
    Optional<FileKey> unwrap(Stanza stanza) throws AgeException.HeaderMalformed;

    @Override
    void close();
}
