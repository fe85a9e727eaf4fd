package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import java.util.List;
import java.util.function.Supplier;

/**
 * A keystore made of the two stores of its kind.
 *
 * @param lister lists every user of every server
 * @param prober looks whether it can be used
 */
record ComposedKeystore(
        String name,
        CredentialStore credentials,
        CredentialStore asUpstream,
        SecretStore secrets,
        Lister lister,
        Supplier<Availability> prober)
        implements Keystore {
    /** Lists credentials. */
    interface Lister {
        List<Entry> list() throws StoreException;
    }

    @Override
    public List<Entry> users() throws StoreException {
        return lister.list();
    }

    @Override
    public Availability probe() {
        return prober.get();
    }
}
