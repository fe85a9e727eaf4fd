package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.vault.Protection;
import dev.coffer.vault.Vault;
import java.util.List;

/** The embedded store. */
record VaultKeystore(Vault vault) implements Keystore {
    @Override
    public String name() {
        return Vault.NAME;
    }

    @Override
    public CredentialStore credentials() {
        return vault;
    }

    @Override
    public CredentialStore asUpstream() {
        return vault;
    }

    @Override
    public List<Entry> users() throws StoreException {
        return vault.list();
    }

    @Override
    public SecretStore secrets() {
        return vault.secrets();
    }

    @Override
    public Availability probe() {
        try {
            Protection.Status status = vault.protection().status();
            return new Availability.Available(
                    status.recipient().isPresent() ? status.folder().toString() : "made by the first login");
        } catch (StoreException failure) {
            return new Availability.Missing(String.valueOf(failure.getMessage()), failure.whatToDo());
        }
    }
}
