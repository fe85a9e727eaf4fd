package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.pass.Pass;
import java.util.List;

/** The password store of {@code pass}. */
record PassKeystore(Pass pass) implements Keystore {
    @Override
    public String name() {
        return Pass.NAME;
    }

    @Override
    public CredentialStore credentials() {
        return pass;
    }

    @Override
    public CredentialStore asUpstream() {
        return pass.asUpstream();
    }

    @Override
    public List<Entry> users() throws StoreException {
        return pass.listUsers();
    }

    @Override
    public SecretStore secrets() {
        return pass.secrets();
    }

    @Override
    public Availability probe() {
        return pass.probe();
    }
}
