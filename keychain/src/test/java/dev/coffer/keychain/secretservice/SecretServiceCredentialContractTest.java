package dev.coffer.keychain.secretservice;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.testkit.CredentialStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SecretServiceCredentialContractTest extends CredentialStoreContract {
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
    protected boolean keepsExpiryAndRealm() {
        return false;
    }

    @Override
    protected boolean keepsAnyBytes() {
        return false;
    }

    @Override
    protected CredentialStore newStore(Path folder) throws Exception {
        SecretService store = desktop.store();
        for (Entry entry : store.list()) {
            store.erase(ServerAddress.parse(entry.server()));
        }
        return store;
    }
}
