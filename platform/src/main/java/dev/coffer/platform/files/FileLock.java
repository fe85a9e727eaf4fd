package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An exclusive lock between processes, and between the threads of one. Held on a lock file of its own that is never
 * deleted; the kernel gives it back when the process dies.
 */
public final class FileLock implements AutoCloseable {
    private FileLock() {}

    /**
     * Waits for the lock, polling until the limit.
     *
     * @throws LockTimeoutException when it was not to be had in time
     * @throws IOException when the file system knows no locks or the file cannot be made
     */
    public static FileLock acquire(Path lockFile, Duration limit) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
