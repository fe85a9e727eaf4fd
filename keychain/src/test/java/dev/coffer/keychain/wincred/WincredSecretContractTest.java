package dev.coffer.keychain.wincred;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.SecretStore;
import dev.coffer.api.testkit.SecretStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class WincredSecretContractTest extends SecretStoreContract {
    @SuppressWarnings("NullAway.Init")
    private static Windows windows;

    @BeforeAll
    static void compile() throws Exception {
        windows = Windows.compiled();
    }

    @AfterEach
    void everything_was_given_back() {
        assertThat(windows.leaked()).isZero();
    }

    @Override
    protected SecretStore newStore(Path folder) {
        return windows.empty().store().secrets();
    }
}
