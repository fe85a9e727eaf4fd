package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many processes at once, and processes killed in the middle. {@code -Dcoffer.long=true} runs them in full. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class StressTest {
    private static final boolean LONG = Boolean.getBoolean("coffer.long");
    private static final int PROCESSES = 32;
    private static final int ROUNDS = LONG ? 50 : 3;
    private static final int KILLS = LONG ? 500 : 60;

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void thirtyTwoProcessesThatBeginOnNoVaultLoseNothing() throws InterruptedException, ExecutionException {
        try (ExecutorService workers = Executors.newFixedThreadPool(PROCESSES)) {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < PROCESSES; worker++) {
                String name = "worker" + worker;
                all.add(workers.submit(() -> storeGetErase(name)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        Map<String, String> expected = new TreeMap<>();
        for (int worker = 0; worker < PROCESSES; worker++) {
            for (int round = 0; round < ROUNDS; round += 2) {
                expected.put(server("worker" + worker, round), "worker" + worker);
            }
        }
        assertThat(new TreeMap<>(user.helper("list", "").succeeded().json()))
                .as("what was stored and not erased, no more and no less")
                .isEqualTo(expected);
        assertThat(Tree.files(user.identity()).stream().filter(file -> file.endsWith("identity")))
                .hasSize(1);
    }

    private void storeGetErase(String name) {
        for (int round = 0; round < ROUNDS; round++) {
            String server = server(name, round);
            user.store(server, name, "secret of " + server);
            assertThat(user.get(server).getString("Secret")).isEqualTo("secret of " + server);
            if (round % 2 == 1) {
                user.helper("erase", server).succeeded();
                user.assertNotFound(server);
            }
        }
    }

    private static String server(String name, int round) {
        return "r" + round + "." + name + ".example";
    }

    @Test
    void aKilledStoreLeavesTheOldOrTheNew() throws IOException, InterruptedException {
        user.store("registry.example", "ada", "secret 0");
        long length = nanosOfAStore();
        String current = "secret 0";
        int old = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            String next = "secret " + kill;
            Process store = user.start(
                    List.of(user.delivery().program("docker-credential-coffer").toString(), "store"));
            try (OutputStream stdin = store.getOutputStream()) {
                stdin.write(
                        Sandbox.storeRequest("registry.example", "ada", next).getBytes(StandardCharsets.UTF_8));
            }
            // Spread evenly from the first instruction to well after the last.
            TimeUnit.NANOSECONDS.sleep(length * 5 / 4 * kill / KILLS);
            store.destroyForcibly().waitFor();

            String found = user.get("registry.example").getString("Secret");
            assertThat(found).as("after kill %d", kill).isIn(current, next);
            old += found.equals(current) ? 1 : 0;
            current = found;
        }
        assertThat(old).as("kills that came before the new secret was in place").isBetween(1, KILLS - 1);
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{\"registry.example\":\"ada\"}\n");
        user.store("registry.example", "ada", "last");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("last");
        assertThat(Tree.files(user.data()))
                .as("what the killed ones left is cleared away")
                .hasSizeLessThan(20);
    }

    private long nanosOfAStore() {
        long begin = System.nanoTime();
        for (int round = 0; round < 5; round++) {
            user.store("registry.example", "ada", "secret 0");
        }
        return (System.nanoTime() - begin) / 5;
    }
}
