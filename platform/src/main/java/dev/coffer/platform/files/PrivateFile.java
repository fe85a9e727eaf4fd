package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that only their owner may touch. Takes no lock, creates nothing, follows no symbolic link. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * The content of a regular file that belongs to us (or to root) and that nobody else may read or write.
     *
     * @return empty when there is no such file
     * @throws UnsafeFileException when type, mode or owner are wrong
     * @throws IOException when it is longer than {@code maxBytes} or cannot be read
     */
    public static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        throw new UnsupportedOperationException();
    }
}
