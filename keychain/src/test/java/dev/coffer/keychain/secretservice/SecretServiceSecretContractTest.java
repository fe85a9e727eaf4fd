package dev.coffer.keychain.secretservice;

import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.testkit.SecretStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SecretServiceSecretContractTest extends SecretStoreContract {
    @SuppressWarnings("NullAway.Init")
    private static Desktop desktop;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        desktop = Desktop.start(folder);
    }

    @AfterAll
    static void stop() {
        desktop.close();
    }

    @Override
    protected SecretStore newStore(Path folder) throws Exception {
        SecretStore store = desktop.store().secrets();
        for (SecretEntry entry : store.list(new SecretPattern("**"))) {
            store.delete(entry.id());
        }
        return store;
    }
}
