package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at once, and processes that are killed. */
@Timeout(120)
class VaultProcessesTest {
    private static final int PROCESSES = 8;
    private static final int ROUNDS = 50;
    private static final int KILLS = 8;

    private Sandbox sandbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        sandbox = new Sandbox(folder);
    }

    @Test
    void many_processes_that_begin_with_no_vault_agree_on_one_identity_and_lose_nothing() throws Exception {
        List<Process> workers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < PROCESSES; number++) {
            workers.add(VaultWorker.start(sandbox, "rounds", "worker" + number, String.valueOf(ROUNDS)));
            expected.add("worker" + number + ".example");
        }
        for (Process worker : workers) {
            assertThat(VaultWorker.output(worker)).isEqualTo("ready\ndone\n0");
        }

        assertThat(sandbox.vault().inspect().problems()).isEmpty();
        assertThat(sandbox.vault().list()).extracting(Entry::server).containsExactlyElementsOf(expected);
        for (int number = 0; number < PROCESSES; number++) {
            assertThat(sandbox.answer("worker" + number + ".example")).isEqualTo("worker" + number);
        }
    }

    @Test
    void whenever_a_store_is_killed_every_entry_is_the_old_or_the_new_one() throws Exception {
        Random random = new Random(1);
        sandbox.storing("bystander.example", "user", "untouched");
        sandbox.storing("victim.example", "user", "a");
        for (int kill = 0; kill < KILLS; kill++) {
            Process worker = VaultWorker.start(sandbox, "forever", "victim.example");
            VaultWorker.awaitReady(worker);
            Thread.sleep(random.nextInt(250));
            worker.destroyForcibly();
            assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();

            String secret = sandbox.answer("victim.example");
            assertThat(secret)
                    .hasSizeBetween(1, 2000)
                    .isEqualTo(secret.substring(0, 1).repeat(secret.length()));
            assertThat(sandbox.answer("bystander.example")).isEqualTo("untouched");
            assertThat(sandbox.vault().inspect().problems()).isEmpty();
        }
        sandbox.storing("victim.example", "user", "afterwards");
        assertThat(sandbox.answer("victim.example")).isEqualTo("afterwards");
        assertThat(sandbox.vault().list())
                .extracting(Entry::server)
                .containsExactly("bystander.example", "victim.example");
        try (Stream<Path> entries = Files.list(sandbox.entries())) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void whenever_the_making_of_a_vault_is_killed_the_next_store_completes_it() throws Exception {
        Random random = new Random(2);
        for (int kill = 0; kill < KILLS; kill++) {
            Sandbox fresh = new Sandbox(sandbox.folder().resolve("made" + kill));
            Process worker = VaultWorker.start(fresh, "store", "registry.example", "first");
            VaultWorker.awaitReady(worker);
            Thread.sleep(random.nextInt(120));
            worker.destroyForcibly();
            assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertThat(fresh.answer("registry.example")).isIn("absent", "first");
            fresh.storing("registry.example", "user", "second");
            assertThat(fresh.answer("registry.example")).isEqualTo("second");
        }
    }
}
