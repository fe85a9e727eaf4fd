package dev.coffer.core.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.test:5000");

    @TempDir
    Path folder;

    private Vault vault;
    private Accounts accounts;

    @BeforeEach
    void openVault() {
        vault = Vault.open(folder.resolve("vault"), folder.resolve("identity"));
        accounts = new Accounts(vault, vault.secrets(), folder);
    }

    private static Credential credential(String user) {
        return new Credential(user, Secret.ofText("secret of " + user));
    }

    private String active() {
        return vault.get(Request.of(SERVER)) instanceof Lookup.Found found
                ? found.credential().username()
                : "nobody";
    }

    private List<String> table() throws StoreException {
        return accounts.list().stream()
                .map(account -> account.username() + (account.active() ? "*" : ""))
                .toList();
    }

    @Test
    void a_login_as_another_user_keeps_the_former_one() throws StoreException {
        accounts.login(SERVER, credential("alice"));
        accounts.login(SERVER, credential("bob"));

        assertThat(active()).isEqualTo("bob");
        assertThat(table()).containsExactly("bob*", "alice");
        assertThat(accounts.find(SERVER, "alice")).contains(credential("alice"));
    }

    @Test
    void a_login_as_the_same_user_replaces() throws StoreException {
        accounts.login(SERVER, credential("alice"));
        accounts.login(SERVER, new Credential("alice", Secret.ofText("new")));

        assertThat(table()).containsExactly("alice*");
        assertThat(accounts.find(SERVER, "alice").orElseThrow().secret().text()).isEqualTo("new");
    }

    @Test
    void use_swaps() throws StoreException {
        accounts.login(SERVER, credential("alice"));
        accounts.login(SERVER, credential("bob@example.test/x y"));

        assertThat(accounts.use(SERVER, "alice")).isTrue();
        assertThat(table()).containsExactly("alice*", "bob@example.test/x y");
        assertThat(accounts.use(SERVER, "bob@example.test/x y")).isTrue();
        assertThat(table()).containsExactly("bob@example.test/x y*", "alice");
        assertThat(accounts.use(SERVER, "bob@example.test/x y")).isTrue();
        assertThat(accounts.use(SERVER, "carol")).isFalse();
    }

    @Test
    void erasing_one_account_promotes_no_other() throws StoreException {
        accounts.login(SERVER, credential("alice"));
        accounts.login(SERVER, credential("bob"));

        assertThat(accounts.erase(SERVER, "bob")).isTrue();
        assertThat(active()).isEqualTo("nobody");
        assertThat(table()).containsExactly("alice");
        assertThat(accounts.erase(SERVER, "bob")).isFalse();
    }

    @Test
    void erasing_a_server_erases_all_its_accounts_and_no_others() throws StoreException {
        accounts.login(SERVER, credential("alice"));
        accounts.login(SERVER, credential("bob"));
        accounts.login(ServerAddress.parse("registry.test:5000/team"), credential("carol"));

        assertThat(accounts.eraseAll(SERVER)).isTrue();
        assertThat(table()).containsExactly("carol*");
        assertThat(accounts.eraseAll(SERVER)).isFalse();
    }

    @Test
    void a_login_for_a_path_leaves_the_hosts_login_alone() throws StoreException {
        accounts.login(SERVER, credential("alice"));
        accounts.login(ServerAddress.parse("registry.test:5000/team"), credential("bob"));

        assertThat(table()).containsExactly("alice*", "bob*");
    }

    @Test
    void parallel_logins_as_different_users_lose_none() throws Exception {
        List<Future<?>> logins = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                Credential credential = credential("user" + i);
                logins.add(threads.submit(() -> {
                    accounts.login(SERVER, credential);
                    return null;
                }));
            }
        }
        for (Future<?> login : logins) {
            login.get();
        }

        assertThat(accounts.list()).hasSize(12);
        assertThat(accounts.list().stream().filter(Account::active)).hasSize(1);
    }

    @Test
    void a_token_that_names_its_end_is_kept_with_it() throws StoreException {
        Secret token = Secret.ofText("eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln");
        accounts.login(SERVER, new Credential("alice", token));
        accounts.add(SERVER, new Credential("bob", token), false);

        assertThat(accounts.list()).hasSize(2).allSatisfy(account -> assertThat(account.expires())
                .contains(java.time.Instant.parse("2100-01-01T00:00:00Z")));
    }

    @Test
    void a_replaced_login_stays_active_or_not() throws StoreException {
        accounts.login(SERVER, credential("alice"));
        accounts.login(SERVER, credential("bob"));
        Credential fresh = new Credential("alice", Secret.ofText("new"));

        assertThat(accounts.replace(SERVER, credential("alice"), fresh)).isTrue();
        assertThat(table()).containsExactly("bob*", "alice");
        assertThat(accounts.find(SERVER, "alice").orElseThrow().secret().text()).isEqualTo("new");

        assertThat(accounts.replace(SERVER, credential("bob"), new Credential("<token>", Secret.ofText("refresh"))))
                .isTrue();
        assertThat(table()).as("the password it stands for is gone").containsExactly("<token>*", "alice");
    }

    @Test
    void a_login_that_was_changed_meanwhile_is_not_replaced() throws StoreException {
        accounts.login(SERVER, new Credential("alice", Secret.ofText("somebody else's")));
        assertThat(accounts.replace(SERVER, credential("alice"), credential("alice")))
                .isFalse();
        assertThat(accounts.replace(SERVER, credential("carol"), credential("carol")))
                .isFalse();
        assertThat(table()).containsExactly("alice*");
    }
}
