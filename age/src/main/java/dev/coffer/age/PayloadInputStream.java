package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decrypts chunk by chunk; hands out a chunk only after it has been authenticated. */
final class PayloadInputStream extends InputStream {
    private final InputStream in;
    private final PayloadCipher cipher;
    /** A chunk and the first byte of the next one, which tells that it was not the last. */
    private final byte[] sealed = new byte[PayloadCipher.SEALED_CHUNK_LENGTH + 1];

    private final byte[] plain = new byte[PayloadCipher.CHUNK_LENGTH];
    private int sealedLength;
    private int position;
    private int limit;
    private boolean lastChunkRead;
    private boolean closed;
    private AgeException.@Nullable PayloadDamaged damage;

    PayloadInputStream(InputStream in, PayloadCipher cipher) {
        this.in = in;
        this.cipher = cipher;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? plain[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int part = Math.min(length, limit - position);
        System.arraycopy(plain, position, bytes, offset, part);
        position += part;
        return part;
    }

    @Override
    public int available() {
        return limit - position;
    }

    private boolean hasMore() throws IOException {
        if (closed) {
            throw new IOException("the stream was closed");
        }
        while (position == limit && !lastChunkRead) {
            if (damage != null) {
                throw damage;
            }
            readChunk();
        }
        return position < limit;
    }

    private void readChunk() throws IOException {
        sealedLength += in.readNBytes(sealed, sealedLength, sealed.length - sealedLength);
        boolean last = sealedLength < sealed.length;
        int length = Math.min(sealedLength, PayloadCipher.SEALED_CHUNK_LENGTH);
        position = 0;
        limit = 0;
        try {
            limit = cipher.open(sealed, 0, length, last, plain, 0);
            lastChunkRead = last;
        } catch (AgeException.PayloadDamaged damaged) {
            damage = damaged;
            limit = openMisplaced(length, last, damaged);
        }
        sealed[0] = sealed[length];
        sealedLength -= length;
    }

    /**
     * A whole chunk that is the last one although something follows, or the other way round. It is authentic, so it is
     * handed out, as the reference implementation does; the damage shows behind it.
     */
    private int openMisplaced(int length, boolean last, AgeException.PayloadDamaged damaged)
            throws AgeException.PayloadDamaged {
        if (length < PayloadCipher.SEALED_CHUNK_LENGTH) {
            throw damaged;
        }
        int opened;
        try {
            opened = cipher.open(sealed, 0, length, !last, plain, 0);
        } catch (AgeException.PayloadDamaged notOpenedEither) {
            throw damaged;
        }
        damage = cipher.damaged(last ? "the file ends before its last chunk" : "something follows the last chunk");
        return opened;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cipher.close();
        Arrays.fill(plain, (byte) 0);
        in.close();
    }
}
