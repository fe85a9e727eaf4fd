package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are missing, half made, or not the vault's. */
class VaultKeysTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.example");
    private static final Credential CREDENTIAL = new Credential("bob", Secret.ofText("new"));

    private Sandbox sandbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        sandbox = new Sandbox(folder);
    }

    @Test
    void a_creation_that_was_cut_off_after_the_identity_is_completed() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        String identity = Files.readString(sandbox.identity());
        Sandbox.delete(sandbox.vaultFolder());
        Files.delete(sandbox.locator());

        assertThat(sandbox.answer("registry.example")).isEqualTo("absent");
        sandbox.storing("registry.example", "alice", "again");

        assertThat(sandbox.answer("registry.example")).isEqualTo("again");
        assertThat(Files.readString(sandbox.identity())).isEqualTo(identity);
    }

    @Test
    void a_creation_that_was_cut_off_after_the_keys_is_completed() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        String locator = Files.readString(sandbox.locator());
        Sandbox.delete(sandbox.vaultFolder());

        assertThat(sandbox.answer("registry.example")).isEqualTo("absent");
        sandbox.storing("registry.example", "alice", "again");

        assertThat(sandbox.answer("registry.example")).isEqualTo("again");
        assertThat(Files.readString(sandbox.locator())).isEqualTo(locator);
    }

    @Test
    void a_creation_that_was_cut_off_after_the_manifest_is_completed() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Sandbox.delete(sandbox.entries());

        assertThat(sandbox.answer("registry.example")).isEqualTo("absent");
        assertThat(sandbox.vault().list()).isEmpty();
        sandbox.storing("registry.example", "alice", "again");

        assertThat(sandbox.answer("registry.example")).isEqualTo("again");
    }

    @Test
    void a_lost_identity_is_named_and_never_replaced() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Files.delete(sandbox.identity());

        assertThat(sandbox.answer("registry.example")).isEqualTo("DAMAGED: " + sandbox.identity() + " is missing");
        assertThat(whatToDo())
                .contains("restore it from a backup")
                .contains(sandbox.vaultFolder().toString());
        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "DAMAGED", "identity is missing");
        Failing.assertFails(() -> sandbox.vault().list(), "DAMAGED", "identity is missing");
        assertThat(sandbox.identity()).doesNotExist();
    }

    @Test
    void without_the_identity_what_is_not_there_is_still_absent_and_can_be_erased() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Files.delete(sandbox.identity());

        assertThat(sandbox.answer("other.example")).isEqualTo("absent");
        assertThat(sandbox.vault().erase(SERVER)).isTrue();
        assertThat(sandbox.answer("registry.example")).isEqualTo("absent");
    }

    @Test
    void a_lost_locator_is_named_and_never_replaced() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Files.delete(sandbox.locator());

        assertThat(sandbox.answer("registry.example")).isEqualTo("DAMAGED: " + sandbox.locator() + " is missing");
        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "DAMAGED", "locator is missing");
        assertThat(sandbox.locator()).doesNotExist();
    }

    @Test
    void lost_keys_are_named_and_never_replaced() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Sandbox.delete(sandbox.identityFolder());

        assertThat(sandbox.answer("other.example")).startsWith("DAMAGED: ");
        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "DAMAGED", "is missing");
        assertThat(sandbox.identityFolder()).doesNotExist();
    }

    @Test
    void a_locator_without_its_identity_does_not_begin_a_new_vault() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Sandbox.delete(sandbox.vaultFolder());
        Files.delete(sandbox.identity());

        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "DAMAGED", "identity is missing");
        assertThat(sandbox.identity()).doesNotExist();
    }

    @Test
    void a_vault_that_was_restored_beside_other_keys_is_not_taken_for_empty(@TempDir Path elsewhere) throws Exception {
        Sandbox other = new Sandbox(elsewhere).storing("registry.example", "alice", "s3cret");
        sandbox.storing("registry.example", "alice", "s3cret");
        Sandbox.delete(sandbox.vaultFolder());
        Sandbox.copy(other.vaultFolder(), sandbox.vaultFolder());

        assertThat(sandbox.answer("nothing.example"))
                .isEqualTo("DAMAGED: the vault " + sandbox.vaultFolder() + " was made with another key than "
                        + sandbox.locator());
        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "DAMAGED", "made with another key");

        Files.delete(sandbox.locator());
        Files.copy(other.locator(), sandbox.locator());
        assertThat(sandbox.answer("registry.example"))
                .isEqualTo("DAMAGED: the vault " + sandbox.vaultFolder() + " was made with another key than "
                        + sandbox.identity());
    }

    @Test
    void a_lost_manifest_is_named() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Files.delete(sandbox.manifest());

        assertThat(sandbox.answer("registry.example")).isEqualTo("DAMAGED: " + sandbox.manifest() + " is missing");
        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "DAMAGED", "manifest is missing");
    }

    @Test
    void damaged_keys_are_named_and_show_nothing_of_themselves() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        Files.writeString(sandbox.identity(), "AGE-SECRET-KEY-1CANARY\n");

        assertThat(sandbox.answer("registry.example"))
                .startsWith("DAMAGED: " + sandbox.identity())
                .doesNotContain("CANARY");

        Files.writeString(sandbox.locator(), "canary\n");
        assertThat(sandbox.answer("registry.example"))
                .startsWith("DAMAGED: " + sandbox.locator())
                .doesNotContain("canary");
    }

    @Test
    void several_vaults_may_use_the_same_keys() throws Exception {
        sandbox.storing("registry.example", "alice", "first");
        Vault second = Vault.open(sandbox.folder().resolve("second"), sandbox.identityFolder());
        second.store(SERVER, CREDENTIAL);

        assertThat(sandbox.answer("registry.example")).isEqualTo("first");
        assertThat(second.list()).hasSize(1);
    }

    @Test
    void keys_that_others_may_read_are_refused_as_ssh_refuses_them() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");

        for (Path path : new Path[] {
            sandbox.identity(),
            sandbox.locator(),
            sandbox.identityFolder(),
            sandbox.vaultFolder(),
            sandbox.entries(),
            sandbox.manifest(),
            sandbox.entry("registry.example")
        }) {
            String mode = Files.isDirectory(path) ? "rwx--x--x" : "rw-r-----";
            Sandbox.chmod(path, mode);

            assertThat(sandbox.answer("registry.example"))
                    .startsWith("REFUSED: ")
                    .contains(path.toString());
            assertThat(whatToDo()).startsWith("chmod ").endsWith(path.toString());

            Sandbox.chmod(path, Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
        assertThat(sandbox.answer("registry.example")).isEqualTo("s3cret");
    }

    private String whatToDo() {
        Lookup answer = sandbox.get("registry.example");
        assertThat(answer).isInstanceOf(Lookup.Unavailable.class);
        Lookup.Unavailable unavailable = (Lookup.Unavailable) answer;
        assertThat(unavailable.kind()).isIn(Kind.DAMAGED, Kind.REFUSED);
        return unavailable.whatToDo();
    }
}
