package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.wincred.Advapi32;
import dev.coffer.keychain.wincred.Wincred;

/** Windows' credential manager. */
public final class WindowsCredentials implements HostKeystore {
    /** Loads nothing of the system before it is opened. */
    public WindowsCredentials() {}

    @Override
    public String name() {
        return Wincred.NAME;
    }

    @Override
    public Keystore open() throws StoreException {
        return new Opened(Advapi32.open());
    }

    private record Opened(Wincred store) implements Keystore {
        @Override
        public String name() {
            return Wincred.NAME;
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
