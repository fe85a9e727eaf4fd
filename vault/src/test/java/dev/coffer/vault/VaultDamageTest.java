package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.age.Age;
import dev.coffer.age.X25519Recipient;
import dev.coffer.api.Entry;
import dev.coffer.api.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One entry is spoilt: it is named, it can be stored anew, and the others still work. */
class VaultDamageTest {
    private static final String BAD = "bad.example";
    private static final String GOOD = "good.example";

    private Sandbox sandbox;
    private Path entry;

    @BeforeEach
    void storeTwo(@TempDir Path folder) throws Exception {
        sandbox = new Sandbox(folder).storing(BAD, "alice", "s3cret").storing(GOOD, "bob", "fine");
        entry = sandbox.entry(BAD);
    }

    @Test
    void an_empty_file() throws Exception {
        Files.write(entry, new byte[0]);
        assertNamed("DAMAGED", "");
    }

    @Test
    void a_foreign_file() throws Exception {
        Files.writeString(entry, "-----BEGIN PGP MESSAGE-----\n".repeat(20));
        assertNamed("DAMAGED", "is damaged");
    }

    @Test
    void a_truncated_file() throws Exception {
        byte[] content = Files.readAllBytes(entry);
        Files.write(entry, Arrays.copyOf(content, content.length - 10));
        assertNamed("DAMAGED", "is damaged");
    }

    @Test
    void a_flipped_bit() throws Exception {
        byte[] content = Files.readAllBytes(entry);
        content[content.length - 100] ^= 4;
        Files.write(entry, content);
        assertNamed("DAMAGED", "is damaged");
    }

    @Test
    void another_servers_file() throws Exception {
        Files.copy(sandbox.entry(GOOD), entry, StandardCopyOption.REPLACE_EXISTING);
        assertNamed("DAMAGED", "forged, or was moved here");
    }

    @Test
    void a_file_that_somebody_made_with_the_public_recipient() throws Exception {
        X25519Recipient recipient = X25519Recipient.parse(
                Manifest.parse(Files.readAllBytes(sandbox.manifest())).recipient());
        byte[] forged = new byte[256];
        System.arraycopy("evil".getBytes(StandardCharsets.UTF_8), 0, forged, 100, 4);
        Files.write(entry, Age.encryptTo(recipient).encrypt(forged));
        assertNamed("DAMAGED", "is forged");
    }

    @Test
    void a_file_for_another_identity(@TempDir Path elsewhere) throws Exception {
        Sandbox other = new Sandbox(elsewhere).storing(BAD, "alice", "s3cret");
        Files.write(entry, Files.readAllBytes(other.entry(BAD)));
        assertNamed("DAMAGED", "is encrypted for another identity");
    }

    @Test
    void a_file_without_end() throws Exception {
        Files.write(entry, new byte[3 << 20]);
        assertNamed("DAMAGED", "longer than");
    }

    @Test
    void a_symbolic_link() throws Exception {
        Path elsewhere = Files.move(entry, sandbox.folder().resolve("moved.age"));
        Files.createSymbolicLink(entry, elsewhere);
        assertNamed("REFUSED", "symbolic link");
        assertThat(elsewhere).exists();
    }

    @Test
    void a_folder() throws Exception {
        Files.delete(entry);
        Files.createDirectory(entry);
        assertThat(sandbox.answer(BAD)).startsWith("REFUSED: ").contains(entry.toString());
        assertThat(sandbox.answer(GOOD)).isEqualTo("fine");
    }

    @Test
    void a_pipe_does_not_make_us_wait() throws Exception {
        Files.delete(entry);
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", entry.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertNamed("REFUSED", "not a regular file");
    }

    @Test
    void a_stray_file_is_a_problem_and_no_entry() throws Exception {
        Path stray = Files.writeString(sandbox.entries().resolve("README.txt"), "hello");

        assertThat(sandbox.vault().inspect().problems())
                .containsExactly(new Vault.Problem(stray, stray + " is not an entry of the vault"));
        assertThat(sandbox.vault().list()).hasSize(2);
    }

    /** The damage is named by get and list, the other entry works, and storing anew mends all. */
    private void assertNamed(String kind, String reason) throws Exception {
        assertThat(sandbox.answer(BAD))
                .startsWith(kind + ": ")
                .contains(entry.toString())
                .contains(reason);
        assertThat(sandbox.answer(GOOD)).isEqualTo("fine");

        Vault.Inspection inspection = sandbox.vault().inspect();
        assertThat(inspection.entries()).extracting(Entry::server).containsExactly(GOOD);
        assertThat(inspection.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(entry);
            assertThat(problem.text()).contains(entry.toString()).contains(reason);
        });

        assertThat(sandbox.vault().erase(ServerAddress.parse(BAD))).isTrue();
        assertThat(sandbox.answer(BAD)).isEqualTo("absent");
        sandbox.storing(BAD, "alice", "anew");
        assertThat(sandbox.answer(BAD)).isEqualTo("anew");
        assertThat(sandbox.vault().inspect().problems()).isEmpty();
        assertThat(users()).isEqualTo(Map.of(BAD, "alice", GOOD, "bob"));
    }

    private Map<String, String> users() throws Exception {
        Map<String, String> users = new HashMap<>();
        for (Entry listed : sandbox.vault().list()) {
            users.put(listed.server(), listed.username());
        }
        return users;
    }

    @Test
    void storing_anew_replaces_a_damaged_entry_without_erasing_it() throws Exception {
        Files.write(entry, new byte[10]);
        sandbox.storing(BAD, "alice", "anew");
        assertThat(sandbox.answer(BAD)).isEqualTo("anew");
    }
}
