package dev.coffer.keychain.osxkeychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.testkit.CredentialStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class OsxKeychainCredentialContractTest extends CredentialStoreContract {
    @SuppressWarnings("NullAway.Init")
    private static MacOs macOs;

    @BeforeAll
    static void compile() throws Exception {
        macOs = MacOs.compiled();
    }

    @AfterEach
    void everything_was_released() {
        assertThat(macOs.leaked()).isZero();
    }

    @Override
    protected boolean keepsExpiryAndRealm() {
        return false;
    }

    @Override
    protected CredentialStore newStore(Path folder) {
        return macOs.empty().store();
    }
}
