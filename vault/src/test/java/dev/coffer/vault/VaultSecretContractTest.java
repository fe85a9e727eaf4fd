package dev.coffer.vault;

import dev.coffer.api.SecretStore;
import dev.coffer.api.testkit.SecretStoreContract;
import java.nio.file.Path;

class VaultSecretContractTest extends SecretStoreContract {
    @Override
    protected SecretStore newStore(Path folder) {
        return Vault.open(folder.resolve("data/vault"), folder.resolve("state/coffer"))
                .secrets();
    }
}
