package dev.coffer.vault;

import dev.coffer.age.AgeException;
import dev.coffer.age.FileKey;
import dev.coffer.age.Identity;
import dev.coffer.age.Stanza;
import dev.coffer.vault.files.FieldWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identities that open one file, which is read more than once: they are asked the first time only. So nobody has to type a
 * passphrase or touch a token twice. Were it another file the second time, its header would not fit the key.
 */
final class RememberingIdentity implements Identity {
    private final List<? extends Identity> identities;
    private byte @Nullable [] remembered;

    /** The identities stay the caller's. */
    RememberingIdentity(List<? extends Identity> identities) {
        this.identities = List.copyOf(identities);
    }

    @Override
    public synchronized Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        if (remembered != null) {
            return Optional.of(FileKey.copyOf(remembered));
        }
        for (Identity identity : identities) {
            Optional<FileKey> key = identity.unwrap(stanzas);
            if (key.isPresent()) {
                remembered = key.get().copyBytes();
                return key;
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        if (remembered != null) {
            FieldWriter.wipe(remembered);
            remembered = null;
        }
    }
}
