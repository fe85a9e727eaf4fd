package dev.coffer.age;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private key of SSH, Ed25519 or RSA, as it stands in an {@code id_*} file. One that is encrypted asks for its
 * passphrase when it comes to the first file for this key, and not again. {@link #close()} wipes what can be wiped: the
 * numbers of RSA keys cannot.
 *
 * @see SshRecipient
 */
public final class SshIdentity implements Identity {
    private final SshRecipient recipient;
    private final Optional<OpenSshKeyFile> encrypted;
    private final Prompts prompts;
    private @Nullable SshPrivateKey key;
    private boolean closed;

    private SshIdentity(SshPrivateKey key) {
        this.recipient = key.recipient();
        this.encrypted = Optional.empty();
        this.prompts = Prompts.none();
        this.key = key;
    }

    private SshIdentity(OpenSshKeyFile encrypted, Prompts prompts) {
        this.recipient = encrypted.recipient();
        this.encrypted = Optional.of(encrypted);
        this.prompts = prompts;
    }

    /** True if the file begins like a private key, of whatever kind. */
    static boolean isKeyFile(byte[] file) {
        return Pem.isPem(file);
    }

    /**
     * Reads a private key file: the form of OpenSSH, encrypted or not, or RSA in one of the older forms (PKCS#1,
     * PKCS#8), not encrypted.
     *
     * @param file is left as it is; whoever read it wipes it
     * @param prompts is asked for the passphrase of an encrypted key, when it is needed
     * @throws AgeException.KeyMalformed if the file is damaged, or the key of another kind, which is named
     */
    public static SshIdentity parse(byte[] file, Prompts prompts) throws AgeException.KeyMalformed {
        Pem pem = Pem.parse(file);
        try {
            return switch (pem.label()) {
                case OpenSshKeyFile.LABEL -> of(OpenSshKeyFile.parse(pem.content()), prompts);
                case RsaKeyFile.PKCS1_LABEL -> {
                    if (pem.hasHeaders()) {
                        throw olderForm("an encrypted " + pem.label());
                    }
                    yield new SshIdentity(RsaKeyFile.parsePkcs1(pem.content()));
                }
                case RsaKeyFile.PKCS8_LABEL -> new SshIdentity(RsaKeyFile.parsePkcs8(pem.content()));
                case "ENCRYPTED PRIVATE KEY" -> throw olderForm("an " + pem.label());
                default ->
                    throw new AgeException.KeyMalformed("files of the kind " + pem.label()
                            + " cannot decrypt: only Ed25519 and RSA keys of SSH can");
            };
        } finally {
            Arrays.fill(pem.content(), (byte) 0);
        }
    }

    private static AgeException.KeyMalformed olderForm(String form) {
        return new AgeException.KeyMalformed(
                "the key is in the older form of " + form + ": ssh-keygen -p -f FILE turns it into that of OpenSSH");
    }

    private static SshIdentity of(OpenSshKeyFile file, Prompts prompts) throws AgeException.KeyMalformed {
        return file.isEncrypted() ? new SshIdentity(file, prompts) : new SshIdentity(file.open());
    }

    /** The public half, for which an encrypted key does not ask. */
    public SshRecipient recipient() {
        return recipient;
    }

    /**
     * {@inheritDoc}
     *
     * @throws AgeException.PassphraseWrong if the key is encrypted and the passphrase is not the right one; the next
     *     call asks again
     * @throws AgeException.NoAnswer if the key is encrypted and nobody gives its passphrase
     * @throws AgeException.KeyMalformed if the encrypted part is damaged
     */
    @Override
    public synchronized Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        for (Stanza stanza : stanzas) {
            if (recipient.isNamedBy(stanza)) {
                Optional<FileKey> fileKey = key().unwrap(stanza);
                if (fileKey.isPresent()) {
                    return fileKey;
                }
            }
        }
        return Optional.empty();
    }

    private SshPrivateKey key() throws AgeException {
        if (closed) {
            throw new IllegalStateException("the identity was closed");
        }
        if (key == null) {
            key = decrypt(encrypted.orElseThrow());
        }
        return key;
    }

    private SshPrivateKey decrypt(OpenSshKeyFile file) throws AgeException {
        byte[] passphrase = prompts.askSecret("passphrase of the SSH key " + recipient.fingerprint());
        try {
            return file.open(passphrase);
        } finally {
            Arrays.fill(passphrase, (byte) 0);
        }
    }

    /** Overwrites the key as far as that can be done; the identity cannot be used any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (key != null) {
            key.close();
        }
    }

    @Override
    public String toString() {
        return "SshIdentity[" + recipient.fingerprint() + "]";
    }
}
