package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that decide what we do, such as settings: others may read them, but must not be able to write them. */
public final class TrustedFile {
    private static final int WRITABLE_BY_OTHERS = 022;

    private TrustedFile() {}

    /**
     * The content of a regular file that belongs to us or to root and that neither group nor others may write. A link is
     * followed: its target is what is checked.
     *
     * @return empty when there is no such file
     * @throws UnsafeFileException when mode or owner are wrong
     * @throws IOException when it is longer than {@code maxBytes} or cannot be read
     */
    public static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        Optional<FileStatus> status = FileStatus.of(file);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        if (status.get().uid() != EffectiveUser.ROOT) {
            Ownership.requireOurs(file, status.get());
        }
        if ((status.get().permissions() & WRITABLE_BY_OTHERS) != 0) {
            throw new UnsafeFileException(
                    file + " has mode " + status.get().octal() + ": others may write it", "chmod go-w " + file);
        }
        return BoundedFile.read(file, maxBytes);
    }
}
