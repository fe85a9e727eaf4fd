package dev.coffer.keychain.pass;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.testkit.CredentialStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PassCredentialContractTest extends CredentialStoreContract {
    @SuppressWarnings("NullAway.Init")
    private static Keyring keyring;

    @BeforeAll
    static void makeKeys() throws Exception {
        keyring = Keyring.create();
    }

    @AfterAll
    static void removeKeys() throws Exception {
        keyring.remove();
    }

    @Override
    protected boolean keepsExpiryAndRealm() {
        return false;
    }

    @Override
    protected CredentialStore newStore(Path folder) throws Exception {
        return keyring.open(keyring.newStore(folder, Keyring.OPEN_KEY));
    }
}
