package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.secretservice.SecretService;
import java.util.List;

/** The desktop's keyring. */
record SecretServiceKeystore(SecretService service) implements Keystore {
    @Override
    public String name() {
        return SecretService.NAME;
    }

    @Override
    public CredentialStore credentials() {
        return service;
    }

    @Override
    public CredentialStore asUpstream() {
        return service.asUpstream();
    }

    @Override
    public List<Entry> users() throws StoreException {
        return service.listUsers();
    }

    @Override
    public SecretStore secrets() {
        return service.secrets();
    }

    @Override
    public Availability probe() {
        return service.probe();
    }
}
