package dev.coffer.keychain.secretservice;

import dev.coffer.keychain.KeystoreWorker;
import java.nio.file.Path;
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
        }
    }
}
