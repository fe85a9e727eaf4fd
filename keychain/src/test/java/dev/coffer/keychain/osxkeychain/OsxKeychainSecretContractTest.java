package dev.coffer.keychain.osxkeychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.SecretStore;
import dev.coffer.api.testkit.SecretStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class OsxKeychainSecretContractTest extends SecretStoreContract {
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
    protected SecretStore newStore(Path folder) {
        return macOs.empty().store().secrets();
    }
}
