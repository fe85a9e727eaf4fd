package dev.coffer.platform.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An exclusive lock between processes, and between the threads of one. Held on a lock file of its own that is never
 * deleted; the kernel gives it back when the process dies.
 *
 * <p>Who waits does so at a gate, and only who is inside the gate waits for the lock itself. With the lock alone, who had
 * just given it back would take it again while the others slept between two tries.
 */
public final class FileLock implements AutoCloseable {
    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;

    /** The two bytes of the file that are locked. */
    private static final long GATE = 0;

    private static final long LOCK = 1;

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * The lock files that threads of this process hold or try to lock. A file is opened only by the thread that has it
     * here: POSIX drops all of a process's locks on a file as soon as the process closes any descriptor of it.
     */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path claim;
    private final FileChannel channel;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private FileLock(Path claim, FileChannel channel) {
        this.claim = claim;
        this.channel = channel;
    }

    /**
     * Waits for the lock, polling until the limit; the first try is made even when the limit is zero. The lock file is
     * made when it is missing (mode 0600); its folder must exist. Not reentrant.
     *
     * @throws LockTimeoutException when it was not to be had in time
     * @throws IOException when the file system knows no locks, the file cannot be made, or the thread is interrupted
     */
    public static FileLock acquire(Path lockFile, Duration limit) throws IOException {
        Deadline deadline = new Deadline(lockFile, limit);
        Path claim = realName(lockFile);
        while (!CLAIMED.add(claim)) {
            deadline.pause();
        }
        try {
            return lockClaimed(claim, deadline);
        } catch (IOException | RuntimeException | Error failed) {
            CLAIMED.remove(claim);
            throw failed;
        }
    }

    private static FileLock lockClaimed(Path file, Deadline deadline) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, OPTIONS, OWNER_ONLY);
        } catch (IOException failed) {
            throw Failure.because("cannot open the lock file " + file, failed);
        }
        try {
            try (java.nio.channels.FileLock _ = await(channel, GATE, file, deadline)) {
                await(channel, LOCK, file, deadline);
            }
            return new FileLock(file, channel);
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    private static java.nio.channels.FileLock await(FileChannel channel, long position, Path file, Deadline deadline)
            throws IOException {
        Optional<java.nio.channels.FileLock> lock = tryLock(channel, position, file);
        while (lock.isEmpty()) {
            deadline.pause();
            lock = tryLock(channel, position, file);
        }
        return lock.get();
    }

    private static Optional<java.nio.channels.FileLock> tryLock(FileChannel channel, long position, Path file)
            throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock(position, 1, false));
        } catch (OverlappingFileLockException foreign) {
            // Another class loader's copy of this class has it; between our own threads the claim decides.
            return Optional.empty();
        } catch (IOException failed) {
            throw Failure.because("cannot lock " + file + " (does its file system, perhaps NFS, know locks?)", failed);
        }
    }

    /** One name for the file however its folder is reached; the file itself may not be a link. */
    private static Path realName(Path lockFile) throws IOException {
        Path absolute = lockFile.toAbsolutePath();
        Path folder = absolute.getParent();
        Path name = absolute.getFileName();
        if (folder == null || name == null) {
            throw new IOException("cannot lock " + lockFile + ": it is not the name of a file");
        }
        try {
            return folder.toRealPath().resolve(name);
        } catch (IOException failed) {
            throw Failure.because("cannot open the lock file " + lockFile, failed);
        }
    }

    /** Gives the lock back. Closing twice is harmless. */
    @Override
    public void close() {
        if (!held.compareAndSet(true, false)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // close(2) has given the descriptor, and so the lock, back whatever it reports; nothing was written.
        } finally {
            CLAIMED.remove(claim);
        }
    }

    /** Sleeps between tries: short at first, longer later, and never in step with other waiters. */
    private static final class Deadline {
        private final Path lockFile;
        private final Duration limit;
        private final long start = System.nanoTime();
        private long longest = FIRST_PAUSE_NANOS;

        Deadline(Path lockFile, Duration limit) {
            this.lockFile = lockFile;
            this.limit = limit;
        }

        void pause() throws IOException {
            long left = limit.toNanos() - (System.nanoTime() - start);
            if (left <= 0) {
                throw new LockTimeoutException(
                        "another process has held " + lockFile + " for " + limit.toMillis() + " ms; try again");
            }
            long nanos = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
            longest = Math.min(longest * 2, LONGEST_PAUSE_NANOS);
            try {
                Thread.sleep(Duration.ofNanos(Math.min(nanos, left)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the lock " + lockFile);
            }
        }
    }
}
