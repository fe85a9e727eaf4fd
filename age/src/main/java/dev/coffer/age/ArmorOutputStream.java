package dev.coffer.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Writes armor line by line. */
final class ArmorOutputStream extends OutputStream {
    private final OutputStream out;
    private final byte[] line = new byte[Armor.BYTES_PER_LINE];
    private int filled;
    private boolean closed;

    ArmorOutputStream(OutputStream out) throws IOException {
        this.out = out;
        writeLine(Armor.BEGIN);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("the stream was closed");
        }
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, line.length - filled);
            System.arraycopy(bytes, offset + done, line, filled, part);
            filled += part;
            done += part;
            if (filled == line.length) {
                writeFilled();
            }
        }
    }

    private void writeFilled() throws IOException {
        byte[] bytes = Arrays.copyOf(line, filled);
        filled = 0;
        writeLine(CanonicalBase64.PADDED.encode(bytes));
    }

    private void writeLine(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (filled > 0) {
                writeFilled();
            }
            writeLine(Armor.END);
        }
    }
}
