package dev.coffer.age;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** The plaintext of a file at any position; keeps the chunk that was read last. */
final class RandomAccessPayload implements SeekableByteChannel {
    private static final long NONE = -1;

    private final SeekableByteChannel file;
    private final long start;
    private final WipeableKey key;
    private final PayloadCipher cipher;
    private final long payloadLength;
    private final long lastChunk;
    private final byte[] sealed = new byte[PayloadCipher.SEALED_CHUNK_LENGTH];
    private final byte[] plain = new byte[PayloadCipher.CHUNK_LENGTH];
    private long chunk = NONE;
    private int length;
    private long position;
    private boolean closed;

    private RandomAccessPayload(SeekableByteChannel file, long start, WipeableKey key) throws IOException {
        this.file = file;
        this.start = start;
        this.key = key;
        cipher = new PayloadCipher(key);
        payloadLength = Math.max(0, file.size() - start);
        lastChunk = Math.max(1, Math.ceilDiv(payloadLength, PayloadCipher.SEALED_CHUNK_LENGTH)) - 1;
    }

    /** Takes over the key, and checks the last chunk: only with it the size is sure. */
    static RandomAccessPayload open(SeekableByteChannel file, long start, WipeableKey key) throws IOException {
        try {
            RandomAccessPayload payload = new RandomAccessPayload(file, start, key);
            payload.load(payload.lastChunk);
            return payload;
        } catch (IOException refused) {
            key.close();
            throw refused;
        }
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        requireOpen();
        if (bytes.hasRemaining() && position >= size()) {
            return -1;
        }
        int from = bytes.position();
        while (bytes.hasRemaining() && position < size()) {
            try {
                load(position / PayloadCipher.CHUNK_LENGTH);
            } catch (IOException failed) {
                if (bytes.position() > from) {
                    // What was read is sound; the next call meets the failure again.
                    break;
                }
                throw failed;
            }
            int offset = (int) (position % PayloadCipher.CHUNK_LENGTH);
            int part = Math.min(bytes.remaining(), length - offset);
            bytes.put(plain, offset, part);
            position += part;
        }
        return bytes.position() - from;
    }

    private void load(long wanted) throws IOException {
        if (wanted == chunk) {
            return;
        }
        chunk = NONE;
        long offset = wanted * PayloadCipher.SEALED_CHUNK_LENGTH;
        boolean last = wanted == lastChunk;
        int expected = last ? (int) (payloadLength - offset) : PayloadCipher.SEALED_CHUNK_LENGTH;
        ByteBuffer target = ByteBuffer.wrap(sealed, 0, expected);
        file.position(start + offset);
        while (target.hasRemaining() && file.read(target) >= 0) {
            // The channel may give less than was asked for.
        }
        length = cipher.open(wanted, last, sealed, 0, target.position(), plain, 0);
        chunk = wanted;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("a position is not negative: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    /** The length of the plaintext. */
    @Override
    public long size() throws IOException {
        requireOpen();
        return payloadLength - (lastChunk + 1) * ChaCha20Poly1305.TAG_LENGTH;
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        key.close();
        Arrays.fill(plain, (byte) 0);
        file.close();
    }
}
