package dev.coffer;

import static dev.coffer.Home.auths;
import static dev.coffer.Home.entry;
import static dev.coffer.Home.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how long answers are remembered, by a clock of the test's, and who causes a call. */
class RememberingTest {
    private static final String IMAGE = "ghcr.io/acme/app";

    @TempDir
    Path folder;

    private Home home;
    private volatile Instant now = Instant.now();

    @BeforeEach
    void makeHome() throws IOException {
        home = new Home(folder);
        home.docker("{\"credsStore\":\"all\"}");
    }

    private RegistryCredentials credentials() {
        return home.builder().clock(() -> now).build();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void a_hundred_threads_cause_one_call() throws Exception {
        home.helper("all", "sleep 0.5; echo '{\"Username\":\"ada\",\"Secret\":\"x\"}'");
        RegistryCredentials credentials = credentials();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 100; i++) {
                String image = "ghcr.io/acme/app" + i;
                answers.add(threads.submit(() -> {
                    start.await();
                    return told(credentials.forImage(image));
                }));
            }
            start.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("user ada");
            }
        }
        assertThat(home.calls("all")).containsExactly("get ghcr.io");
    }

    @Test
    void who_is_interrupted_fails_alone() throws Exception {
        home.helper("all", "sleep 1; echo '{\"Username\":\"ada\",\"Secret\":\"x\"}'");
        RegistryCredentials credentials = credentials();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<String> interrupted = threads.submit(() -> {
                Thread.currentThread().interrupt();
                String answer = told(credentials.forImage(IMAGE));
                return answer + ", interrupted " + Thread.interrupted();
            });
            assertThat(interrupted.get()).isEqualTo("failed TIMEOUT, interrupted true");
            assertThat(threads.submit(() -> told(credentials.forImage(IMAGE))).get())
                    .isEqualTo("user ada");
        }
        assertThat(home.calls("all")).hasSize(1);
    }

    @Test
    void a_credential_is_remembered_for_a_minute() throws IOException {
        home.helperKnowing("all", "ghcr.io", "ada", "x");
        RegistryCredentials credentials = credentials();
        assertCallsAfter(credentials, Duration.ZERO, 1);
        assertCallsAfter(credentials, Duration.ofSeconds(59), 1);
        assertCallsAfter(credentials, Duration.ofSeconds(1), 2);
    }

    @Test
    void nothing_is_remembered_for_five_seconds_and_a_failure_not_at_all() throws IOException {
        home.helper("all", "echo 'credentials not found in native keychain'; exit 1");
        RegistryCredentials credentials = credentials();
        assertCallsAfter(credentials, Duration.ZERO, 1);
        assertCallsAfter(credentials, Duration.ofSeconds(4), 1);
        assertCallsAfter(credentials, Duration.ofSeconds(1), 2);
        home.helper("all", "echo 'the keyring is locked'; exit 1");
        pass(Duration.ofMinutes(1));
        assertCallsAfter(credentials, Duration.ZERO, 3);
        assertCallsAfter(credentials, Duration.ZERO, 4);
    }

    @Test
    void a_time_of_zero_remembers_nothing() throws IOException {
        home.helperKnowing("all", "ghcr.io", "ada", "x");
        RegistryCredentials credentials = home.builder().remember(Duration.ZERO).build();
        assertCallsAfter(credentials, Duration.ZERO, 1);
        assertCallsAfter(credentials, Duration.ZERO, 2);
    }

    @Test
    void a_clock_that_is_set_back_keeps_nothing_alive() throws IOException {
        home.helperKnowing("all", "ghcr.io", "ada", "x");
        RegistryCredentials credentials = credentials();
        assertCallsAfter(credentials, Duration.ZERO, 1);
        assertCallsAfter(credentials, Duration.ofHours(-5), 2);
    }

    @Test
    void forgetting_asks_again() throws IOException {
        home.helperKnowing("all", "ghcr.io", "ada", "x");
        RegistryCredentials credentials = credentials();
        assertCallsAfter(credentials, Duration.ZERO, 1);
        credentials.forget();
        assertCallsAfter(credentials, Duration.ZERO, 2);
    }

    private void assertCallsAfter(RegistryCredentials credentials, Duration time, int calls) throws IOException {
        pass(time);
        credentials.forImage(IMAGE);
        assertThat(home.calls("all")).hasSize(calls);
    }

    @Test
    void a_login_of_docker_is_seen_at_once() throws IOException {
        home.helperKnowing("all", "ghcr.io", "ada", "x");
        RegistryCredentials credentials = credentials();
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user ada");
        // docker login with a helper: another secret, and the file replaced by one with the same text.
        home.helperKnowing("all", "ghcr.io", "bob", "y");
        home.replace(".docker/config.json", "{\"credsStore\":\"all\"}");
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user bob");
    }

    @Test
    void every_change_of_a_file_is_seen() throws IOException {
        home.docker(auths("ghcr.io", "user0"));
        RegistryCredentials credentials = credentials();
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user user0");
        for (int i = 1; i < 10; i++) {
            // In place, of the same length, and with the same time of modification.
            home.docker(auths("ghcr.io", "user" + i));
            Files.setLastModifiedTime(home.path(".docker/config.json"), FileTime.from(Instant.EPOCH));
            assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user user" + i);
        }
        Files.delete(home.path(".docker/config.json"));
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("anonymous");
        home.podman(auths("ghcr.io", "podman"));
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user podman");
        home.write(".config/containers/registries.conf.d/a.conf", "credential-helpers = [\"pods\"]\n");
        home.helperKnowing("pods", "ghcr.io", "pods", "x");
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user pods");
    }

    @Test
    void a_login_of_coffers_is_seen_at_once() throws Exception {
        home.docker("{\"auths\":{" + entry("ghcr.io", "docker") + "}}");
        RegistryCredentials credentials = credentials();
        RegistryCredentials another = credentials();
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user docker");
        another.store("ghcr.io", Home.credential("ada"));
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user ada");
        another.store("ghcr.io", Home.credential("bob"));
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user bob");
        another.erase("ghcr.io");
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user docker");
    }
}
