package dev.coffer.platform.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The terminal that the process was started from, whatever its standard streams are: questions appear there and are
 * answered there, so that input and output may be pipes.
 */
public final class Terminal implements AutoCloseable {
    /**
     * The longest answer, in bytes. A terminal passes on at most 4095 bytes of a line and drops the rest without a word,
     * so an answer of that length may be a part of one.
     */
    public static final int LONGEST_LINE = 4094;

    private static final Path DEVICE = Path.of("/dev/tty");

    private final FileChannel channel;

    private Terminal(FileChannel channel) {
        this.channel = channel;
    }

    /** The terminal; empty when the process has none, as in a service or a CI job. */
    public static Optional<Terminal> open() {
        try {
            return Optional.of(
                    new Terminal(FileChannel.open(DEVICE, StandardOpenOption.READ, StandardOpenOption.WRITE)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /**
     * Asks, and reads the answer, which is shown as it is typed.
     *
     * @return the line without its end; malformed UTF-8 becomes U+FFFD
     * @throws EndOfInputException on Ctrl-D
     * @throws IOException when the answer is longer than {@link #LONGEST_LINE} or the terminal fails
     */
    public String readLine(String prompt) throws IOException {
        print(prompt);
        return new String(line(), StandardCharsets.UTF_8);
    }

    /**
     * Asks, and reads an answer that nobody sees. Never reads with the echo on: when it cannot be turned off, this fails.
     *
     * @return the line's bytes without its end; they are the caller's, who wipes them
     * @throws EndOfInputException on Ctrl-D
     * @throws IOException when the answer is longer than {@link #LONGEST_LINE} or the terminal fails
     */
    public byte[] readHidden(String prompt) throws IOException {
        try (HiddenInput _ = HiddenInput.begin(DEVICE)) {
            print(prompt);
            try {
                return line();
            } finally {
                // The person's own line end was not shown.
                write("\n");
            }
        }
    }

    /** Shows a line. */
    public void printLine(String text) throws IOException {
        print(text);
        write("\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void print(String prompt) throws IOException {
        write(Printable.escape(prompt));
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A terminal gives at most one line at a time, so nothing of the next one is taken. */
    private byte[] line() throws IOException {
        // Direct, because the JDK would put the bytes into a direct buffer of its own, and not wipe that.
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_LINE + 2);
        boolean tooLong = false;
        try {
            while (buffer.position() == 0 || buffer.get(buffer.position() - 1) != '\n') {
                if (!buffer.hasRemaining()) {
                    tooLong = true;
                    buffer.clear();
                }
                if (channel.read(buffer) < 0) {
                    throw new EndOfInputException();
                }
            }
            int length = buffer.position() - 1;
            if (tooLong || length > LONGEST_LINE) {
                throw new IOException("the line is longer than " + LONGEST_LINE
                        + " bytes, and a terminal cuts such lines off; pass it through a pipe instead");
            }
            byte[] line = new byte[length];
            buffer.get(0, line);
            return line;
        } finally {
            wipe(buffer);
        }
    }

    private static void wipe(ByteBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) 0);
        }
    }
}
