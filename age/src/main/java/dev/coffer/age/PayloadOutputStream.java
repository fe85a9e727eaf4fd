package dev.coffer.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * Encrypts what is written to it, as a stream or as a channel. A full chunk is kept back until it is known whether it is
 * the last one.
 */
final class PayloadOutputStream extends OutputStream implements WritableByteChannel {
    private final OutputStream out;
    private final ChunkPipeline pipeline;
    private ChunkSlot filling;
    private int filled;
    private boolean closed;
    private boolean failed;

    /** Takes over the key and closes it. */
    PayloadOutputStream(OutputStream out, WipeableKey key) {
        this.out = out;
        pipeline = new ChunkPipeline(key);
        filling = pipeline.slot();
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    /** Takes all that remains in the buffer. */
    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            if (filled == PayloadCipher.CHUNK_LENGTH) {
                beginChunk(false);
                while (pipeline.isFull()) {
                    writeOldest();
                }
                filling = pipeline.slot();
                filled = 0;
            }
            int part = Math.min(bytes.remaining(), PayloadCipher.CHUNK_LENGTH - filled);
            bytes.get(filling.plain, filled, part);
            filled += part;
        }
        return length;
    }

    private void beginChunk(boolean last) throws IOException {
        if (failed) {
            throw new IOException("an earlier write failed, the file is not complete");
        }
        filling.seal(pipeline.next(), last, filled);
        pipeline.begin(filling);
    }

    private void writeOldest() throws IOException {
        failed = true;
        ChunkSlot oldest = pipeline.take();
        out.write(oldest.sealed, 0, oldest.finish());
        failed = false;
    }

    /** Passes on the chunks that are complete; the rest needs {@link #close()}. */
    @Override
    public void flush() throws IOException {
        while (!pipeline.isEmpty()) {
            writeOldest();
        }
        out.flush();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out;
                pipeline) {
            if (!failed) {
                beginChunk(true);
                while (!pipeline.isEmpty()) {
                    writeOldest();
                }
            }
        }
    }
}
