package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** Reads files that others may see, such as {@code config.json}: follows links, takes no lock, creates nothing. */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * The content of a regular file.
     *
     * @return empty when there is no such file; a link that leads nowhere is no file
     * @throws IOException when it is a folder, a pipe or a device, longer than {@code maxBytes}, or cannot be read
     */
    public static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        Optional<FileStatus> status = FileStatus.of(file);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        // Asked before opening: opening a pipe would wait for its other end.
        if (!status.get().isRegularFile()) {
            throw new IOException(
                    "cannot read " + file + ": it is " + (status.get().isFolder() ? "a folder" : "not a regular file"));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(readAll(channel, file, maxBytes));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (FileTooLongException tooLong) {
            throw tooLong;
        } catch (IOException failed) {
            throw Failure.because("cannot read " + file, failed);
        }
    }

    /** Reads to the end, which may lie beyond the size that was told first; leaves no copy of the content behind. */
    static byte[] readAll(FileChannel channel, Path file, int maxBytes) throws IOException {
        // One byte more than allowed, so that a longer file shows itself.
        long expected = Math.min(channel.size(), maxBytes) + 1;
        byte[] bytes = new byte[(int) Math.min(expected, Integer.MAX_VALUE - 8)];
        int length = 0;
        while (true) {
            int count = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
            if (count < 0) {
                return trimmed(bytes, length);
            }
            length += count;
            if (length > maxBytes) {
                Arrays.fill(bytes, (byte) 0);
                throw new FileTooLongException(file, maxBytes);
            }
            if (length == bytes.length) {
                byte[] longer = Arrays.copyOf(bytes, (int) Math.min(2L * length, maxBytes + 1L));
                Arrays.fill(bytes, (byte) 0);
                bytes = longer;
            }
        }
    }

    private static byte[] trimmed(byte[] bytes, int length) {
        byte[] content = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return content;
    }
}
