package dev.coffer.vault;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.testkit.CredentialStoreContract;
import java.nio.file.Path;

class VaultCredentialContractTest extends CredentialStoreContract {
    @Override
    protected CredentialStore newStore(Path folder) {
        return Vault.open(folder.resolve("data/vault"), folder.resolve("state/coffer"));
    }
}
