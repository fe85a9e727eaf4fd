package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.osxkeychain.OsxKeychain;
import dev.coffer.keychain.osxkeychain.SecurityFramework;

/** The keychain of macOS. */
public final class MacKeychain implements HostKeystore {
    /** Loads nothing of the system before it is opened. */
    public MacKeychain() {}

    @Override
    public String name() {
        return OsxKeychain.NAME;
    }

    @Override
    public Keystore open() throws StoreException {
        return new Opened(SecurityFramework.open());
    }

    private record Opened(OsxKeychain store) implements Keystore {
        @Override
        public String name() {
            return OsxKeychain.NAME;
        }

        @Override
        public CredentialStore credentials() {
            return store;
        }

        @Override
        public CredentialStore asUpstream() {
            return store.asUpstream();
        }

        @Override
        public SecretStore secrets() {
            return store.secrets();
        }

        @Override
        public Availability probe() {
            return store.probe();
        }
    }
}
