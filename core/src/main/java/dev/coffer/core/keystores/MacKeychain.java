package dev.coffer.core.keystores;

import dev.coffer.api.StoreException;
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
        OsxKeychain store = SecurityFramework.open();
        return new ComposedKeystore(name(), store, store.asUpstream(), store::list, store.secrets(), store::probe);
    }
}
