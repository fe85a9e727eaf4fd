package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.ChildJvm;
import dev.coffer.platform.Needs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileLockTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Path folder;

    FileLockTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void processesAndTheirThreadsExcludeEachOther() throws Exception {
        Path counter = Files.writeString(folder.resolve("counter"), "0");
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(
                    ChildJvm.start(List.of(), ChildJvm.command(FileTool.class, "count", counter.toString(), "50")));
        }
        Callable<Boolean> count = () -> {
            FileTool.count(counter, 50);
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> result : threads.invokeAll(List.of(count, count, count, count))) {
                assertThat(result.get()).isTrue();
            }
        }
        for (Process child : children) {
            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isZero();
        }
        assertThat(counter).hasContent("350");
    }

    @Test
    void aLockThatIsHeldTimesOutAndIsNamed() throws Exception {
        Path file = folder.resolve("lock");
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), folder).resolve("lock");
        try (FileLock _ = FileLock.acquire(file, SHORT)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> FileLock.acquire(alias, SHORT))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining(alias.toString())
                    .hasMessageContaining("50 ms");
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
        }
        FileLock first = FileLock.acquire(file, Duration.ZERO);
        first.close();
        FileLock second = FileLock.acquire(file, Duration.ZERO);
        // Closing the first again must not free the second.
        first.close();
        assertThatThrownBy(() -> FileLock.acquire(file, Duration.ZERO)).isInstanceOf(LockTimeoutException.class);
        second.close();
        assertThat(FileStatus.of(file).orElseThrow().octal()).isEqualTo("0600");
    }

    @Test
    void theLockOfAKilledProcessIsFree() throws Exception {
        Path file = folder.resolve("lock");
        Process holder = ChildJvm.start(List.of(), ChildJvm.command(FileTool.class, "hold", file.toString()));
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> FileLock.acquire(file, SHORT)).isInstanceOf(LockTimeoutException.class);
        } finally {
            holder.destroyForcibly();
        }
        FileLock.acquire(file, Duration.ofSeconds(5)).close();
    }

    @Test
    void aWaitThatIsInterruptedEndsAtOnceAndLeavesTheLockUsable() throws Exception {
        Path file = folder.resolve("lock");
        try (FileLock _ = FileLock.acquire(file, SHORT)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> FileLock.acquire(file, Duration.ofSeconds(20)))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        FileLock.acquire(file, Duration.ZERO).close();
    }

    @Test
    void aLinkAFolderAndAMissingFolderAreClearErrors() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere"));
        for (Path file : List.of(link, folder, folder.resolve("gone/lock"))) {
            assertThatThrownBy(() -> FileLock.acquire(file, SHORT))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot open the lock file " + file + ": ");
        }
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aFileSystemWithoutLocksIsAClearError() throws Exception {
        Path file = Files.writeString(folder.resolve("lock"), "");
        ChildJvm.Result result = ChildJvm.run(
                List.of(
                        Needs.program("strace"),
                        "-f",
                        "-o",
                        "/dev/null",
                        "-P",
                        file.toString(),
                        "-e",
                        "inject=fcntl:error=ENOLCK"),
                ChildJvm.command(FileTool.class, "lock", file.toString()));
        assertThat(result.output())
                .isEqualTo("failed: cannot lock " + file
                        + " (does its file system, perhaps NFS, know locks?): no locks available\n");
    }
}
