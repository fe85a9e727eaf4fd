package dev.coffer.age;

import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * Encrypts or decrypts the chunks of one payload, in their order.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#payload">age.md, payload</a>
 */
final class PayloadCipher implements AutoCloseable {
    static final int NONCE_LENGTH = 16;
    static final int CHUNK_LENGTH = 64 * 1024;
    static final int SEALED_CHUNK_LENGTH = CHUNK_LENGTH + ChaCha20Poly1305.TAG_LENGTH;

    private final WipeableKey key;
    private final ChaCha20Poly1305 cipher;
    private long chunks;

    PayloadCipher(FileKey fileKey, byte[] nonce) {
        key = fileKey.derive(nonce, "payload");
        cipher = new ChaCha20Poly1305(key);
    }

    /** The length of the chunks that hold so many bytes of plaintext. */
    static long sealedLength(long plaintextLength) {
        long chunks = Math.max(1, Math.ceilDiv(plaintextLength, CHUNK_LENGTH));
        return plaintextLength + chunks * ChaCha20Poly1305.TAG_LENGTH;
    }

    /** Encrypts a whole payload to {@code out}, which ends where the payload does. */
    void sealAll(byte[] plaintext, byte[] out, int outOffset) {
        int from = 0;
        int to = outOffset;
        boolean last;
        do {
            int length = Math.min(CHUNK_LENGTH, plaintext.length - from);
            last = from + length == plaintext.length;
            to += seal(plaintext, from, length, last, out, to);
            from += length;
        } while (!last);
    }

    /** Decrypts a whole payload, which ends where the file does. */
    byte[] openAll(byte[] file, int offset) throws AgeException.PayloadDamaged {
        byte[] plaintext = new byte[plaintextCapacity(file.length - offset)];
        int from = offset;
        int to = 0;
        boolean last;
        try {
            do {
                int length = Math.min(SEALED_CHUNK_LENGTH, file.length - from);
                last = from + length == file.length;
                to += open(file, from, length, last, plaintext, to);
                from += length;
            } while (!last);
        } catch (AgeException.PayloadDamaged damaged) {
            Arrays.fill(plaintext, (byte) 0);
            throw damaged;
        }
        return plaintext;
    }

    /** The plaintext in a payload of that length, if it is sound. */
    private static int plaintextCapacity(int payloadLength) {
        int rest = payloadLength % SEALED_CHUNK_LENGTH;
        return payloadLength / SEALED_CHUNK_LENGTH * CHUNK_LENGTH + Math.max(0, rest - ChaCha20Poly1305.TAG_LENGTH);
    }

    /** Encrypts the next chunk to {@code out} and returns its length there. */
    int seal(byte[] plaintext, int offset, int length, boolean last, byte[] out, int outOffset) {
        int sealed = cipher.seal(nonce(last), plaintext, offset, length, out, outOffset);
        chunks++;
        return sealed;
    }

    /** Decrypts the next chunk to {@code out} and returns its length there. After a failure it may be tried again. */
    int open(byte[] sealed, int offset, int length, boolean last, byte[] out, int outOffset)
            throws AgeException.PayloadDamaged {
        if (length == 0) {
            throw damaged("the file ends before its last chunk");
        }
        if (length < ChaCha20Poly1305.TAG_LENGTH) {
            throw damaged("the file ends inside a chunk");
        }
        if (length == ChaCha20Poly1305.TAG_LENGTH && chunks > 0) {
            throw damaged("an empty chunk after others");
        }
        try {
            int opened = cipher.open(nonce(last), sealed, offset, length, out, outOffset);
            chunks++;
            return opened;
        } catch (AEADBadTagException damaged) {
            throw damaged("its authentication tag does not fit");
        }
    }

    /** The error for the next chunk. */
    AgeException.PayloadDamaged damaged(String problem) {
        return new AgeException.PayloadDamaged(chunks + 1, problem);
    }

    /** Eleven bytes of counter, big-endian, and one that marks the last chunk. */
    private byte[] nonce(boolean last) {
        byte[] nonce = new byte[ChaCha20Poly1305.NONCE_LENGTH];
        long counter = chunks;
        for (int i = nonce.length - 2; counter != 0; i--) {
            nonce[i] = (byte) counter;
            counter >>>= 8;
        }
        nonce[nonce.length - 1] = (byte) (last ? 1 : 0);
        return nonce;
    }

    @Override
    public void close() {
        key.close();
    }
}
