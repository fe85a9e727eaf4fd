package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that holds secrets protects itself: its memory is not to be had by core dumps, debuggers or signals. */
class ProcessSafetyTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void aProcessAtWorkCannotBeDumpedOrTraced() throws IOException, InterruptedException {
        Peers.requireRoot();
        Peers.require("setpriv");
        Path home = user.home();
        user.run(List.of("chmod", "0755", home.toString())).succeeded();
        Path root = user.delivery().bin().resolve("..").normalize();
        user.run(List.of("cp", "-a", root.toString(), user.path("program").toString()))
                .succeeded();
        user.run(List.of("chmod", "-R", "a+rX", user.path("program").toString()))
                .succeeded();
        Process waiting = user.start(List.of(
                "setpriv",
                "--reuid=54321",
                "--regid=54321",
                "--clear-groups",
                user.path("program/bin/docker-credential-coffer").toString(),
                "get"));
        try {
            long pid = awaitReadingStdin(waiting);
            Path proc = Path.of("/proc", Long.toString(pid));
            assertThat(Files.readString(proc.resolve("limits")))
                    .as("no core file")
                    .containsPattern("Max core file size +0 +0 ");
            if (user.delivery().isNative()) {
                // The kernel gives the files of a process that may not be dumped to root.
                assertThat(Files.getAttribute(proc.resolve("mem"), "unix:uid")).isEqualTo(0);
            }
        } finally {
            waiting.destroyForcibly();
        }
    }

    /** The JVM would answer with the stacks of its threads, and may be told to add its memory. */
    @Test
    void aQuitSignalLeavesNoDumpOfThreadsOrMemory() throws IOException, InterruptedException {
        Path output = user.path("output");
        Process waiting = user.start(List.of(
                "sh",
                "-c",
                "exec '" + user.delivery().program("docker-credential-coffer") + "' get >" + output + " 2>&1"));
        awaitReadingStdin(waiting);
        var before = user.picture();
        user.run(List.of("kill", "-QUIT", Long.toString(waiting.pid()))).succeeded();
        // It may end or go on.
        waiting.waitFor(1, TimeUnit.SECONDS);
        waiting.destroyForcibly().waitFor();
        assertThat(output).content().doesNotContainIgnoringCase("thread").doesNotContain("Heap");
        assertThat(user.picture().keySet()).as("no file appeared").isEqualTo(before.keySet());
    }

    /** The process, or the child that the launcher became, once it waits for its input. */
    private static long awaitReadingStdin(Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline) {
            for (Path task : tasks(process.pid())) {
                // read(2) of file descriptor 0
                if (Files.readString(task.resolve("syscall")).startsWith("0 0x0 ")) {
                    return process.pid();
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("the helper never read its standard input");
    }

    private static List<Path> tasks(long pid) throws IOException {
        try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return tasks.toList();
        }
    }
}
