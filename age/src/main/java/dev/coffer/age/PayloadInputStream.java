package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts chunk by chunk, as a stream or as a channel; hands out a chunk only after it has been authenticated.
 *
 * <p>It reads ahead, so that chunks can be decrypted in parallel, as long as the input says that there is something to
 * read without waiting: whoever sends a chunk and then waits for an answer is not left waiting.
 */
final class PayloadInputStream extends InputStream implements ReadableByteChannel {
    private static final int NONE = -1;

    private final InputStream in;
    private final ChunkPipeline pipeline;
    /** The byte that was read behind the newest chunk. */
    private int firstOfNext = NONE;

    private boolean inputEnded;
    private @Nullable IOException inputProblem;

    private byte[] plain = {};
    private int position;
    private int limit;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException problem;

    /** Takes over the key and closes it. */
    PayloadInputStream(InputStream in, WipeableKey key) {
        this.in = in;
        pipeline = new ChunkPipeline(key);
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? plain[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return read(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int part = Math.min(bytes.remaining(), limit - position);
        bytes.put(plain, position, part);
        position += part;
        return part;
    }

    @Override
    public int available() {
        return limit - position;
    }

    private boolean hasMore() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        while (position == limit && !ended) {
            if (problem != null) {
                throw problem;
            }
            nextChunk();
        }
        return position < limit;
    }

    private void nextChunk() {
        readAhead();
        if (pipeline.isEmpty()) {
            problem = inputProblem;
            return;
        }
        ChunkSlot slot = pipeline.take();
        plain = slot.plain;
        position = 0;
        limit = 0;
        try {
            limit = slot.finish();
            ended = slot.isLast();
        } catch (AgeException.PayloadDamaged damaged) {
            // A chunk that is whole but misplaced is authentic: it is handed out, as the reference implementation does.
            limit = damaged.chunk() > slot.chunk() + 1 ? PayloadCipher.CHUNK_LENGTH : 0;
            problem = damaged;
        }
    }

    /** Reads at least one chunk, if there is one. A failure is kept until the chunks before it were handed out. */
    private void readAhead() {
        try {
            while (!inputEnded
                    && inputProblem == null
                    && !pipeline.isFull()
                    && (pipeline.isEmpty() || in.available() > 0)) {
                readChunk();
            }
        } catch (IOException failed) {
            inputProblem = failed;
        }
    }

    private void readChunk() throws IOException {
        ChunkSlot slot = pipeline.slot();
        int length = 0;
        if (firstOfNext != NONE) {
            slot.sealed[length++] = (byte) firstOfNext;
        }
        length += in.readNBytes(slot.sealed, length, slot.sealed.length - length);
        inputEnded = length < slot.sealed.length;
        firstOfNext = inputEnded ? NONE : slot.sealed[--length] & 0xff;
        slot.open(pipeline.next(), inputEnded, length);
        pipeline.begin(slot);
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try (in) {
            pipeline.close();
        }
    }
}
