package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.age.Age;
import dev.coffer.age.X25519Identity;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.api.ServerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files there are, what they show, and what makes none. */
class VaultFilesTest {
    private Sandbox sandbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        sandbox = new Sandbox(folder);
    }

    @Test
    void asking_a_vault_that_is_not_there_creates_nothing() throws Exception {
        Vault vault = sandbox.vault();

        assertThat(sandbox.answer("registry.example")).isEqualTo("absent");
        assertThat(vault.erase(ServerAddress.parse("registry.example"))).isFalse();
        assertThat(vault.list()).isEmpty();
        assertThat(vault.inspect().problems()).isEmpty();
        assertThat(vault.secrets().get(new SecretId("a"))).isEmpty();
        assertThat(vault.secrets().delete(new SecretId("a"))).isFalse();
        assertThat(sandbox.everything()).containsExactly(sandbox.folder());
    }

    @Test
    void the_first_store_makes_vault_and_keys_and_only_their_owner_may_touch_them() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");

        assertThat(sandbox.everything().stream()
                        .map(path -> sandbox.folder().relativize(path).toString())
                        .map(path -> path.replaceAll("[0-9a-f]{40}", "ENTRY")))
                .containsExactly(
                        "",
                        "data",
                        "data/vault",
                        "data/vault/entries",
                        "data/vault/entries/ENTRY.age",
                        "data/vault/index.age",
                        "data/vault/lock",
                        "data/vault/manifest",
                        "state",
                        "state/coffer",
                        "state/coffer/identity",
                        "state/coffer/locator",
                        "state/coffer/lock");
        for (Path path : sandbox.everything().subList(1, 13)) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            assertThat(mode)
                    .describedAs(path.toString())
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
    }

    @Test
    void reading_changes_nothing() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret").storing("other.example", "bob", "s3cret");
        List<String> before = state();

        assertThat(sandbox.answer("registry.example")).isEqualTo("s3cret");
        assertThat(sandbox.answer("nothing.example")).isEqualTo("absent");
        assertThat(sandbox.vault().list()).hasSize(2);
        assertThat(sandbox.vault().erase(ServerAddress.parse("nothing.example")))
                .isFalse();

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void no_file_shows_a_secret_a_user_or_a_server() throws Exception {
        sandbox.storing("registry.canary.example", "canary-user", "canary-secret");
        sandbox.vault()
                .secrets()
                .put(new SecretId("canary/id"), Secret.ofText("canary-value"), Map.of("canary-key", "canary-meta"));

        for (Path path : sandbox.everything()) {
            assertThat(path.toString()).doesNotContain("canary");
            if (Files.isRegularFile(path)) {
                assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
                        .describedAs(path.toString())
                        .doesNotContain("canary");
            }
        }
    }

    @Test
    void the_length_of_a_password_does_not_show() throws Exception {
        sandbox.storing("registry.example", "alice", "short");
        long size = Files.size(sandbox.entry("registry.example"));

        sandbox.storing("registry.example", "alice", "a password of quite some length, but not too long");

        assertThat(Files.size(sandbox.entry("registry.example"))).isEqualTo(size);
    }

    @Test
    void another_program_can_read_the_identity_and_decrypt_an_entry() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        List<String> lines = Files.readAllLines(sandbox.identity());

        assertThat(lines.subList(0, 3)).allMatch(line -> line.startsWith("#"));
        try (X25519Identity identity = X25519Identity.parse(lines.getLast())) {
            assertThat(lines.get(2)).isEqualTo("# public key: " + identity.recipient());
            byte[] plain = Age.decryptWith(identity).decrypt(Files.readAllBytes(sandbox.entry("registry.example")));
            assertThat(plain).hasSize(256);
            assertThat(new String(plain, StandardCharsets.UTF_8))
                    .contains("alice")
                    .contains("s3cret");
        }
    }

    @Test
    void a_secret_above_the_limit_is_refused_and_one_at_the_limit_is_not() throws Exception {
        Secret greatest = Secret.owning(new byte[VaultEntry.MAX_SECRET]);
        Secret tooLong = Secret.owning(new byte[VaultEntry.MAX_SECRET + 1]);
        SecretId id = new SecretId("a");

        sandbox.vault().secrets().put(id, greatest, Map.of());
        assertThat(sandbox.vault().secrets().get(id).orElseThrow().secret()).isEqualTo(greatest);

        Failing.assertFails(() -> sandbox.vault().secrets().put(id, tooLong, Map.of()), "REFUSED", "longer than");
        Failing.assertFails(
                () -> sandbox.vault().secrets().put(id, Secret.ofText(""), Map.of("a", "b".repeat(40_000))),
                "REFUSED",
                "longer than");
    }

    private List<String> state() throws IOException {
        List<String> state = new ArrayList<>();
        for (Path path : sandbox.everything()) {
            state.add(path + " " + FileStamp.of(path));
        }
        return state;
    }
}
