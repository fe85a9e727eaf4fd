package dev.coffer.keychain.wincred;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.testkit.CredentialStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class WincredCredentialContractTest extends CredentialStoreContract {
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
    protected boolean keepsExpiryAndRealm() {
        return false;
    }

    @Override
    protected CredentialStore newStore(Path folder) {
        return windows.empty().store();
    }
}
