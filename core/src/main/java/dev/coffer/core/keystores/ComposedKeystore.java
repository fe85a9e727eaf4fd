package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import java.util.List;
import java.util.function.Supplier;

/** A keystore made of the two stores of its kind. */
record ComposedKeystore(
        String name,
        CredentialStore credentials,
        CredentialStore asUpstream,
        Users everyUser,
        SecretStore secrets,
        Supplier<Availability> prober)
        implements Keystore {
    /** What lists every user of every server. */
    interface Users {
        List<Entry> list() throws StoreException;
    }

    @Override
    public List<Entry> users() throws StoreException {
        return everyUser.list();
    }

    @Override
    public Availability probe() {
        return prober.get();
    }
}
