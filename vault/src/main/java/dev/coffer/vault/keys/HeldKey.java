package dev.coffer.vault.keys;

import dev.coffer.age.X25519Identity;
import org.jspecify.annotations.Nullable;

/** One identity of a ring, with what is computed from it once it is needed. */
final class HeldKey {
    private final X25519Identity identity;
    private @Nullable String recipient;
    private @Nullable EntryCode code;

    HeldKey(X25519Identity identity) {
        this.identity = identity;
    }

    X25519Identity identity() {
        return identity;
    }

    synchronized String recipient() {
        if (recipient == null) {
            recipient = identity.recipient().toString();
        }
        return recipient;
    }

    synchronized byte[] mac(String fileName, byte[] content) {
        if (code == null) {
            code = EntryCode.of(identity);
        }
        code.begin(fileName);
        code.update(content);
        return code.finish();
    }

    synchronized void close() {
        if (code != null) {
            code.close();
        }
        identity.close();
    }
}
