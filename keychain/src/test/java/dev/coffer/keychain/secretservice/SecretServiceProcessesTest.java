package dev.coffer.keychain.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.keychain.KeystoreWorker;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at once on one collection. */
@Timeout(180)
class SecretServiceProcessesTest {
    /** The issue asks for 64; {@code -Dcoffer.processes=64} runs as many. */
    private static final int PROCESSES = Integer.getInteger("coffer.processes", 16);

    private static final int ROUNDS = 3;

    @Test
    void many_processes_lose_nothing(@TempDir Path folder) throws Exception {
        try (Desktop desktop = Desktop.start(folder)) {
            KeystoreWorker.runAll(desktop.variables(), SecretService.NAME, PROCESSES, ROUNDS);

            SecretService store = desktop.store();
            SecretStore secrets = store.secrets();
            assertThat(secrets.list(new SecretPattern("**")))
                    .extracting(SecretEntry::id)
                    .containsExactlyElementsOf(IntStream.range(0, PROCESSES)
                            .mapToObj(number -> KeystoreWorker.kept("worker" + number))
                            .sorted()
                            .toList());
            for (int number = 0; number < PROCESSES; number++) {
                String name = "worker" + number;
                assertThat(secrets.get(KeystoreWorker.kept(name))
                                .orElseThrow()
                                .secret()
                                .text())
                        .isEqualTo(name);
            }
            assertThat(store.list()).hasSize(1);
            assertThat(store.get(Request.of(KeystoreWorker.SHARED)))
                    .isInstanceOfSatisfying(Lookup.Found.class, found -> assertThat(
                                    found.credential().secret().text())
                            .isEqualTo(found.credential().username()));
        }
    }
}
