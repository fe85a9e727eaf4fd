package dev.coffer.core.keystores;

import dev.coffer.api.StoreException;
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
        Wincred store = Advapi32.open();
        return new ComposedKeystore(name(), store, store.asUpstream(), store::list, store.secrets(), store::probe);
    }
}
