package dev.coffer.core.keystores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.core.keystores.Migration.Step;
import dev.coffer.vault.Vault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving between two keystores, which here are two vaults. */
class MigrationTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.example");
    private static final ServerAddress PATH = ServerAddress.parse("other.example/team");
    private static final SecretId KEY = new SecretId("myapp/prod/db");

    private Keystore from;
    private Keystore to;
    private Accounts source;
    private Accounts target;
    private Migration migration;

    @BeforeEach
    void open(@TempDir Path folder) {
        from = keystore(folder.resolve("from"));
        to = keystore(folder.resolve("to"));
        source = new Accounts(from.credentials(), from.secrets(), folder);
        target = new Accounts(to.credentials(), to.secrets(), folder);
        migration = new Migration(from, to, source, target);
    }

    private static Keystore keystore(Path folder) {
        return new VaultKeystore(Vault.open(folder.resolve("vault"), folder.resolve("keys")));
    }

    @Test
    void everything_moves() throws Exception {
        fill();

        List<Step> steps = migration.run();

        assertThat(steps).hasSize(4).allMatch(Step.Moves.class::isInstance);
        assertThat(source.list()).isEmpty();
        assertThat(from.secrets().list(new SecretPattern("**"))).isEmpty();
        assertThat(target.list())
                .extracting(Account::server, Account::username, Account::active)
                .containsExactlyInAnyOrder(
                        tuple("registry.example", "bob", true),
                        tuple("registry.example", "alice", false),
                        tuple("other.example/team", "carol", true));
        assertThat(target.find(SERVER, "alice").orElseThrow().secret().text()).isEqualTo("a");
        assertThat(to.secrets().get(KEY).orElseThrow().metadata()).isEqualTo(Map.of("owner", "dave"));
    }

    @Test
    void a_plan_changes_nothing() throws Exception {
        fill();

        assertThat(migration.plan()).hasSize(4).allMatch(Step.Moves.class::isInstance);

        assertThat(source.list()).hasSize(3);
        assertThat(target.list()).isEmpty();
    }

    @Test
    void what_was_copied_and_not_yet_erased_is_erased_by_the_next_run() throws Exception {
        fill();
        target.add(SERVER, new Credential("bob", Secret.ofText("b")), true);
        to.secrets().put(KEY, Secret.ofText("s"), Map.of());

        assertThat(migration.run()).allMatch(Step.Moves.class::isInstance);

        assertThat(source.list()).isEmpty();
        assertThat(target.list()).hasSize(3);
    }

    @Test
    void where_the_target_has_another_secret_both_stay() throws Exception {
        fill();
        target.login(SERVER, new Credential("bob", Secret.ofText("other")));
        to.secrets().put(KEY, Secret.ofText("other"), Map.of());

        List<Step> steps = migration.run();

        assertThat(steps).filteredOn(Step.Stays.class::isInstance).hasSize(2);
        assertThat(source.find(SERVER, "bob").orElseThrow().secret().text()).isEqualTo("b");
        assertThat(target.find(SERVER, "bob").orElseThrow().secret().text()).isEqualTo("other");
        assertThat(from.secrets().get(KEY)).isPresent();
    }

    @Test
    void the_active_login_of_the_target_stays_the_active_one() throws Exception {
        fill();
        target.login(SERVER, new Credential("erin", Secret.ofText("e")));

        migration.run();

        assertThat(target.list())
                .filteredOn(account -> account.active() && account.server().equals("registry.example"))
                .extracting(Account::username)
                .containsExactly("erin");
        assertThat(target.find(SERVER, "bob")).isPresent();
    }

    @Test
    void a_login_that_is_no_longer_valid_stays_and_is_named() throws Exception {
        source.login(SERVER, new Credential("old", Secret.ofText("o"), Optional.of(Instant.EPOCH), Optional.empty()));

        assertThat(migration.run()).singleElement().isInstanceOf(Step.Stays.class);
        assertThat(source.list()).hasSize(1);
    }

    private void fill() throws Exception {
        source.login(SERVER, new Credential("alice", Secret.ofText("a")));
        source.login(SERVER, new Credential("bob", Secret.ofText("b")));
        source.login(PATH, new Credential("carol", Secret.ofText("c")));
        from.secrets().put(KEY, Secret.ofText("s"), Map.of("owner", "dave"));
    }
}
