package dev.coffer.age;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Encrypts what is written to it. A full chunk is kept back until it is known whether it is the last one. */
final class PayloadOutputStream extends OutputStream {
    private final OutputStream out;
    private final PayloadCipher cipher;
    private final byte[] plain = new byte[PayloadCipher.CHUNK_LENGTH];
    private final byte[] sealed = new byte[PayloadCipher.SEALED_CHUNK_LENGTH];
    private int filled;
    private boolean closed;
    private boolean failed;

    PayloadOutputStream(OutputStream out, PayloadCipher cipher) {
        this.out = out;
        this.cipher = cipher;
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
            if (filled == plain.length) {
                writeChunk(false);
            }
            int part = Math.min(length - done, plain.length - filled);
            System.arraycopy(bytes, offset + done, plain, filled, part);
            filled += part;
            done += part;
        }
    }

    private void writeChunk(boolean last) throws IOException {
        if (failed) {
            throw new IOException("an earlier write failed, the file is not complete");
        }
        failed = true;
        int length = cipher.seal(plain, 0, filled, last, sealed, 0);
        out.write(sealed, 0, length);
        filled = 0;
        failed = false;
    }

    /** Passes on the chunks that are complete; the rest needs {@link #close()}. */
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
        try (out;
                cipher) {
            if (!failed) {
                writeChunk(true);
            }
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
