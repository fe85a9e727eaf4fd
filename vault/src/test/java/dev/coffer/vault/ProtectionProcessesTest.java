package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that change the vault's keys and are killed at it, while others read and write. */
@Timeout(120)
class ProtectionProcessesTest {
    /** More than one batch of a rotation. */
    private static final int ENTRIES = 40;

    private static final int KILLS = 9;
    private static final int LONGEST_MILLIS = 500;

    private Sandbox sandbox;
    private Path sshKey;
    private List<Process> others = List.of();

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        sshKey = SshKeys.create(folder.resolve("key"));
        sandbox = new Sandbox(folder.resolve("home"));
        for (int number = 0; number < ENTRIES; number++) {
            sandbox.storing("stays.example/" + number, "user", "secret " + number);
        }
    }

    @AfterEach
    void endWhatMayBeLeft() {
        others.forEach(Process::destroyForcibly);
    }

    @Test
    void whenever_a_change_of_the_keys_is_killed_others_read_and_write_on_and_it_can_be_finished() throws Exception {
        Random random = new Random(3);
        others = List.of(
                VaultWorker.start(sandbox, "read", String.valueOf(ENTRIES)),
                VaultWorker.start(sandbox, "write", "changes.example"));
        for (int kill = 0; kill < KILLS; kill++) {
            String[] change = kill % 3 == 0 ? new String[] {"rotate"} : new String[] {"protect", sshKey.toString()};
            Process worker = VaultWorker.start(sandbox, change);
            VaultWorker.awaitReady(worker);
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
            worker.destroyForcibly();
            assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertReads();
            assertThat(sandbox.vault().protection().change().rotating().apply()).isEmpty();
            assertThat(sandbox.vault().protection().status().rotating()).isFalse();
            assertOnlyIntendedProtectors();
            assertReads();
        }
        Files.createFile(sandbox.folder().resolve(VaultWorker.STOP));
        for (Process other : others) {
            assertThat(VaultWorker.output(other)).isEqualTo("ready\ndone\n0");
        }
        assertThat(sandbox.vault().list()).hasSize(ENTRIES + 1);
    }

    private void assertReads() throws Exception {
        for (int number = 0; number < ENTRIES; number++) {
            assertThat(sandbox.answer("stays.example/" + number)).isEqualTo("secret " + number);
        }
        assertThat(sandbox.vault().inspect().problems()).isEmpty();
    }

    /** What does not unlock the vault any more is not left lying about, and what unlocks it is named. */
    private void assertOnlyIntendedProtectors() throws Exception {
        List<String> methods = sandbox.vault().protection().status().methods().stream()
                .map(Protection.Method::name)
                .toList();
        assertThat(methods).isNotEmpty();
        assertThat(methods.contains(Protection.KEY_FILE)).isEqualTo(Files.exists(sandbox.identity()));
        Path folder = sandbox.identityFolder().resolve("protectors");
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")))
                        .containsExactlyInAnyOrderElementsOf(methods.stream()
                                .filter(name -> !name.equals(Protection.KEY_FILE))
                                .toList());
            }
        }
    }
}
