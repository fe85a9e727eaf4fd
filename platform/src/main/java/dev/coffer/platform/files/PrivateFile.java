package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads files that only their owner may touch. Takes no lock, creates nothing, follows no symbolic link. */
public final class PrivateFile {
    /** How often a file may be replaced under our hands before that is called a failure. */
    private static final int ATTEMPTS = 100;

    private PrivateFile() {}

    /**
     * The content of a regular file that belongs to us (or to root) and that nobody else may read or write: the rule
     * that OpenSSH has for private keys.
     *
     * <p>Java cannot ask an open file for its status, so the name is asked before and after opening; when both answers
     * name the same file, that is the one that was opened. A writer that replaces the file meanwhile makes us look again.
     *
     * @return empty when there is no such file
     * @throws UnsafeFileException when type, mode or owner are wrong
     * @throws IOException when it is longer than {@code maxBytes} or cannot be read
     */
    public static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<FileStatus> before = FileStatus.of(file, LinkOption.NOFOLLOW_LINKS);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            requirePrivate(file, before.get());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                if (FileStatus.of(file, LinkOption.NOFOLLOW_LINKS).equals(before)) {
                    return Optional.of(BoundedFile.readAll(channel, file, maxBytes));
                }
            } catch (NoSuchFileException gone) {
                return Optional.empty();
            } catch (FileTooLongException tooLong) {
                throw tooLong;
            } catch (IOException failed) {
                throw Failure.because("cannot read " + file, failed);
            }
        }
        throw new IOException("cannot read " + file + ": it was replaced each of the " + ATTEMPTS + " times we looked");
    }

    private static void requirePrivate(Path file, FileStatus status) throws IOException {
        if (!status.isRegularFile()) {
            throw new UnsafeFileException(
                    file + " is " + (status.isLink() ? "a symbolic link" : "not a regular file"),
                    "put the file itself there: " + file);
        }
        if (status.uid() != EffectiveUser.ROOT) {
            Ownership.requireOurs(file, status);
        }
        if ((status.permissions() & 077) != 0) {
            throw new UnsafeFileException(
                    file + " has mode " + status.octal() + ": others may use it", "chmod 600 " + file);
        }
    }
}
