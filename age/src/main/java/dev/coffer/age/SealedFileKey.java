package dev.coffer.age;

import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/** The body of a stanza that holds the file key encrypted with a wrapping key of its own. */
final class SealedFileKey {
    /** The file key and its tag. */
    static final int LENGTH = FileKey.LENGTH + ChaCha20Poly1305.TAG_LENGTH;

    /** Always the same: each wrapping key encrypts one message. */
    private static final byte[] NONCE = new byte[ChaCha20Poly1305.NONCE_LENGTH];

    private SealedFileKey() {}

    static byte[] seal(WipeableKey key, FileKey fileKey) {
        byte[] plain = fileKey.copyBytes();
        try {
            byte[] body = new byte[LENGTH];
            new ChaCha20Poly1305(key).seal(NONCE, plain, 0, plain.length, body, 0);
            return body;
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The body, checked before decrypting, so that a longer file key cannot be made to open with two identities. */
    static byte[] body(Stanza stanza) throws AgeException.HeaderMalformed {
        byte[] body = stanza.body();
        if (body.length != LENGTH) {
            throw new AgeException.HeaderMalformed(
                    "the body of an " + stanza.type() + " stanza has " + LENGTH + " bytes, not " + body.length);
        }
        return body;
    }

    /** Empty if the body was not sealed with this key. */
    static Optional<FileKey> open(WipeableKey key, byte[] body) {
        byte[] plain = new byte[FileKey.LENGTH];
        try {
            new ChaCha20Poly1305(key).open(NONCE, body, 0, body.length, plain, 0);
            return Optional.of(FileKey.copyOf(plain));
        } catch (AEADBadTagException otherKey) {
            return Optional.empty();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
