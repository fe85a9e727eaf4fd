package dev.coffer.age;

import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * Encrypts or decrypts chunks of one payload, each by its number, which counts from 0. For one thread at a time.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#payload">age.md, payload</a>
 */
final class PayloadCipher {
    static final int NONCE_LENGTH = 16;
    static final int CHUNK_LENGTH = 64 * 1024;
    static final int SEALED_CHUNK_LENGTH = CHUNK_LENGTH + ChaCha20Poly1305.TAG_LENGTH;

    private final ChaCha20Poly1305 cipher;

    /** Whoever made the key closes it. */
    PayloadCipher(WipeableKey key) {
        cipher = new ChaCha20Poly1305(key);
    }

    /** The key of the payload that begins with that nonce. */
    static WipeableKey key(FileKey fileKey, byte[] nonce) {
        return fileKey.derive(nonce, "payload");
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
        for (long chunk = 0; ; chunk++) {
            int length = Math.min(CHUNK_LENGTH, plaintext.length - from);
            boolean last = from + length == plaintext.length;
            to += seal(chunk, last, plaintext, from, length, out, to);
            from += length;
            if (last) {
                return;
            }
        }
    }

    /** Decrypts a whole payload, which ends where the file does. */
    byte[] openAll(byte[] file, int offset) throws AgeException.PayloadDamaged {
        byte[] plaintext = new byte[plaintextCapacity(file.length - offset)];
        int from = offset;
        int to = 0;
        try {
            for (long chunk = 0; ; chunk++) {
                int length = Math.min(SEALED_CHUNK_LENGTH, file.length - from);
                boolean last = from + length == file.length;
                to += open(chunk, last, file, from, length, plaintext, to);
                from += length;
                if (last) {
                    return plaintext;
                }
            }
        } catch (AgeException.PayloadDamaged damaged) {
            Arrays.fill(plaintext, (byte) 0);
            throw damaged;
        }
    }

    /** The plaintext in a payload of that length, if it is sound. */
    private static int plaintextCapacity(int payloadLength) {
        int rest = payloadLength % SEALED_CHUNK_LENGTH;
        return payloadLength / SEALED_CHUNK_LENGTH * CHUNK_LENGTH + Math.max(0, rest - ChaCha20Poly1305.TAG_LENGTH);
    }

    /** Encrypts a chunk to {@code out} and returns its length there. */
    int seal(long chunk, boolean last, byte[] plaintext, int offset, int length, byte[] out, int outOffset) {
        return cipher.seal(nonce(chunk, last), plaintext, offset, length, out, outOffset);
    }

    /**
     * Decrypts a chunk to {@code out} and returns its length there.
     *
     * @throws AgeException.PayloadDamaged names this chunk, and nothing was written to {@code out}; or it names the next
     *     one, and a whole chunk was: it is authentic, but it is marked as the last one although something follows, or
     *     the other way round
     */
    int open(long chunk, boolean last, byte[] sealed, int offset, int length, byte[] out, int outOffset)
            throws AgeException.PayloadDamaged {
        if (length == 0) {
            throw damaged(chunk, "the file ends before its last chunk");
        }
        if (length < ChaCha20Poly1305.TAG_LENGTH) {
            throw damaged(chunk, "the file ends inside a chunk");
        }
        if (length == ChaCha20Poly1305.TAG_LENGTH && chunk > 0) {
            throw damaged(chunk, "an empty chunk after others");
        }
        try {
            return cipher.open(nonce(chunk, last), sealed, offset, length, out, outOffset);
        } catch (AEADBadTagException damaged) {
            if (length == SEALED_CHUNK_LENGTH) {
                openMisplaced(chunk, last, sealed, offset, out, outOffset);
            }
            throw damaged(chunk, "its authentication tag does not fit");
        }
    }

    private void openMisplaced(long chunk, boolean last, byte[] sealed, int offset, byte[] out, int outOffset)
            throws AgeException.PayloadDamaged {
        try {
            cipher.open(nonce(chunk, !last), sealed, offset, SEALED_CHUNK_LENGTH, out, outOffset);
        } catch (AEADBadTagException notOpenedEither) {
            return;
        }
        throw damaged(chunk + 1, last ? "the file ends before its last chunk" : "something follows the last chunk");
    }

    private static AgeException.PayloadDamaged damaged(long chunk, String problem) {
        return new AgeException.PayloadDamaged(chunk + 1, problem);
    }

    /** Eleven bytes of counter, big-endian, and one that marks the last chunk. */
    private static byte[] nonce(long chunk, boolean last) {
        byte[] nonce = new byte[ChaCha20Poly1305.NONCE_LENGTH];
        long counter = chunk;
        for (int i = nonce.length - 2; counter != 0; i--) {
            nonce[i] = (byte) counter;
            counter >>>= 8;
        }
        nonce[nonce.length - 1] = (byte) (last ? 1 : 0);
        return nonce;
    }
}
