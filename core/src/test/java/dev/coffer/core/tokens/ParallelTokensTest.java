package dev.coffer.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Lookup;
import dev.coffer.api.Secret;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenMessages;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at a time, in one process and in many, with the system's clock. */
class ParallelTokensTest {
    private static final int THREADS = 100;
    private static final int PROCESSES = 20;

    @TempDir
    Path home;

    private final FakeCloud cloud = new FakeCloud(InstantSource.system());
    private Sandbox user;
    private Path calls;
    private Path answer;

    @BeforeEach
    void makeUser() {
        user = new Sandbox(home);
        calls = home.resolve("calls");
        answer = home.resolve("answer");
    }

    private Set<String> askTogether() throws Exception {
        Tokens tokens =
                new Tokens(new Environment(user.variables), user.places(), Set.of(), cloud, InstantSource.system());
        Callable<Lookup> get = () -> Sandbox.ask(tokens, Sandbox.ECR, Map.of(), Duration.ofSeconds(30));
        Set<String> answers = new TreeSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Lookup>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(threads.submit(get));
            }
            for (Future<Lookup> future : futures) {
                answers.add(Sandbox.token(future.get(60, TimeUnit.SECONDS)));
            }
        }
        return answers;
    }

    @Test
    void aHundredThreadsMakeOneCall() throws Exception {
        cloud.delay(Duration.ofMillis(300));
        assertThat(askTogether()).containsExactly("somebody-1");
        assertThat(cloud.calls()).isEqualTo(1);
    }

    @Test
    void aHundredThreadsShareOneFailure() throws Exception {
        cloud.delay(Duration.ofSeconds(1)).down(true);
        assertThat(askTogether()).containsExactly("UNREACHABLE: the cloud is down");
        assertThat(cloud.calls()).isEqualTo(1);
    }

    @Test
    void aHundredThreadsShareTheNewsThatNobodyIsLoggedIn() throws Exception {
        cloud.delay(Duration.ofSeconds(1)).loggedOut(true);
        assertThat(askTogether()).containsExactly("absent: [environment: AWS_ACCESS_KEY_ID is not set]");
        assertThat(cloud.calls()).isEqualTo(1);
    }

    @Test
    void aHundredThreadsMakeTwoCallsWhenTheCallItselfChangesTheLogin() throws Exception {
        cloud.delay(Duration.ofMillis(300)).identity(() -> {
            try {
                Path login = home.resolve(".aws/sso/cache/0.json");
                if (!Files.exists(login)) {
                    Sandbox.write(login, "refreshed");
                }
                return "somebody";
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        });
        assertThat(askTogether()).containsExactly("somebody-1", "somebody-2");
        assertThat(cloud.calls()).isEqualTo(2);
    }

    /** A program in place of {@code coffer-cloud}: notes that it was called, takes its time, and answers as told. */
    private Path program(String seconds) throws IOException {
        TokenAnswer fetched = new TokenAnswer.Fetched(
                "AWS",
                Secret.ofText(FakeCloud.CANARY + "-program"),
                Instant.now().plus(Duration.ofHours(12)),
                "somebody",
                List.of());
        Files.write(answer, TokenMessages.write(fetched));
        Path program = home.resolve("fetcher-" + seconds);
        Files.writeString(program, """
                #!/bin/sh
                cat > /dev/null
                echo call >> '%s'
                sleep %s
                cat '%s'
                """.formatted(calls, seconds, answer));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private Process start(Path program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokensProcess.class.getName(),
                        program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(user.variables);
        builder.environment().put("PATH", "/usr/bin:/bin");
        return builder.start();
    }

    private static String answerOf(Process process) throws Exception {
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return line;
    }

    @Test
    void twentyProcessesMakeOneCall() throws Exception {
        Path program = program("3");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(start(program));
        }
        Set<String> answers = new TreeSet<>();
        for (Process process : processes) {
            answers.add(answerOf(process));
        }
        assertThat(answers).containsExactly("program");
        assertThat(calls).hasContent("call\n");
    }

    @Test
    void aProcessThatIsKilledInTheMiddleOfARefreshLeavesTheOldTokenAndNoLock() throws Exception {
        user.now = Instant.now().minus(Duration.ofHours(7));
        assertThat(user.token()).isEqualTo("somebody-1");
        byte[] before = Files.readAllBytes(user.files()[0]);

        Process killed = start(program("20"));
        while (!Files.exists(calls)) {
            assertThat(killed.isAlive()).isTrue();
            Thread.sleep(Duration.ofMillis(10));
        }
        List<ProcessHandle> fetchers = killed.descendants().toList();
        killed.destroyForcibly().waitFor();
        fetchers.forEach(ProcessHandle::destroyForcibly);

        assertThat(Files.readAllBytes(user.files()[0])).isEqualTo(before);
        assertThat(answerOf(start(program("0")))).isEqualTo("program");
        assertThat(calls).hasContent("call\ncall\n");
    }
}
