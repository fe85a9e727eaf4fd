package dev.coffer.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ChildProcessTest {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String CANARY = "canary-4f1d";

    private final Path folder;

    ChildProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void noThreadStaysBehind() throws Exception {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("coffer-child")) {
                assertThat(thread.join(Duration.ofSeconds(5)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void inputOutputAndErrorsFlowAtTheSameTime() {
        byte[] input = new byte[1 << 20];
        Arrays.fill(input, (byte) 'i');
        Outcome.Finished finished = finished(
                shell("head -c 300000 /dev/zero >&2; cat; exit 3").input(input).run());
        assertThat(finished.status()).isEqualTo(3);
        assertThat(finished.output()).isEqualTo(input);
        assertThat(finished.errors()).hasSize(ChildProcess.MOST_ERRORS);
    }

    @Test
    void aProgramCanBeGivenAnEnvironmentInPlaceOfOurs() {
        ChildProcess child = new ChildProcess(Path.of("/usr/bin/env"))
                .onlyEnvironment(Map.of("ONE", "1", "=C:", "no name", "TWO", "2"));
        assertThat(text(finished(child.run()).output()).lines()).containsExactlyInAnyOrder("ONE=1", "TWO=2");
    }

    @Test
    void aProgramNeedNotReadItsInput() {
        assertThat(finished(shell("exit 0").input(new byte[1 << 20]).run()).status())
                .isZero();
    }

    @Test
    void withoutInputAProgramReadsNothing() {
        assertThat(text(finished(shell("cat; echo end").run()).output())).isEqualTo("end\n");
    }

    @Test
    void aFileMayBeTheInput() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "from a file");
        assertThat(text(finished(shell("cat").inputFrom(file).run()).output())).isEqualTo("from a file");
    }

    @Test
    void variablesAreAddedToOurOwn() {
        Outcome outcome = shell("echo $ADDED; test -n \"$PATH\"")
                .environment("ADDED", "value")
                .run();
        assertThat(text(finished(outcome).output())).isEqualTo("value\n");
        assertThat(finished(outcome).status()).isZero();
    }

    @Test
    void aProgramThatTakesTooLongIsKilledWithItsChildren() throws Exception {
        Path pids = folder.resolve("pids");
        ChildProcess slow =
                shell("sleep 60 & echo $$ $! > '" + pids + "'; wait").limit(Duration.ofMillis(500));
        long start = System.nanoTime();
        assertThat(slow.run()).isEqualTo(new Outcome.TimedOut(Duration.ofMillis(500)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5)));
        }
    }

    @Test
    void aProgramThatWritesWithoutEndIsKilled() {
        assertThat(shell("yes").maxOutput(100_000).run()).isEqualTo(new Outcome.TooMuchOutput(100_000));
        assertThat(finished(shell("printf 12345").maxOutput(5).run()).output()).hasSize(5);
        assertThat(shell("printf 123456").maxOutput(5).run()).isEqualTo(new Outcome.TooMuchOutput(5));
    }

    @Test
    void whatStaysInTheBackgroundIsNotWaitedFor() {
        long start = System.nanoTime();
        assertThat(text(finished(shell("sleep 4 & echo started").run()).output()))
                .isEqualTo("started\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void anInterruptKillsAndStaysVisible() throws Exception {
        Path running = folder.resolve("running");
        Thread ourself = Thread.currentThread();
        Thread interrupter = Thread.ofPlatform().start(() -> {
            while (!Files.exists(running)) {
                LockSupport.parkNanos(1_000_000);
            }
            ourself.interrupt();
        });
        assertThat(shell("sleep 60 & touch '" + running + "'; wait").run()).isEqualTo(new Outcome.Interrupted());
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
    }

    @Test
    void aSignalGivesItsNumberAsAShellWould() {
        assertThat(finished(shell("kill -9 $$").run()).status()).isEqualTo(128 + 9);
    }

    @Test
    void whatCannotBeStartedSaysWhyWithoutItsArguments() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "");
        for (Path program : new Path[] {folder.resolve("gone"), text, folder}) {
            ChildProcess child = new ChildProcess(program, CANARY)
                    .environment("SECRET", CANARY)
                    .input(bytes(CANARY));
            assertThat(child.run())
                    .isInstanceOfSatisfying(Outcome.CannotStart.class, cannot -> assertThat(cannot.reason())
                            .contains(program.toString())
                            .doesNotContain(CANARY));
            assertThat(child.toString()).contains(program.toString()).doesNotContain(CANARY);
        }
        assertThatThrownBy(() -> shell("").environment("A", CANARY + "\0"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(CANARY);
        assertThatThrownBy(() -> new ChildProcess(Path.of("sh"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(shell("echo " + CANARY).run().toString()).doesNotContain(CANARY);
    }

    private static ChildProcess shell(String script) {
        return new ChildProcess(SHELL, "-c", script)
                .limit(Duration.ofSeconds(10))
                .maxOutput(2 << 20);
    }

    private static Outcome.Finished finished(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Finished.class);
        return (Outcome.Finished) outcome;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
