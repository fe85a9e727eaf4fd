package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;

/**
 * The public half of an {@link X25519Identity}, written {@code age1...}.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#the-x25519-recipient-type">age.md, X25519</a>
 */
public final class X25519Recipient implements Recipient {
    static final String PREFIX = "age";

    private final byte[] point;

    X25519Recipient(byte[] point) {
        this.point = point;
    }

    /**
     * Reads {@code age1...}, in lower case as it is always written.
     *
     * @throws AgeException.KeyMalformed if the text is anything else
     */
    public static X25519Recipient parse(String text) throws AgeException.KeyMalformed {
        byte[] point = Bech32.decode(PREFIX, text);
        if (point.length != X25519.LENGTH) {
            throw new AgeException.KeyMalformed("an X25519 recipient has 32 bytes, not " + point.length);
        }
        return new X25519Recipient(point);
    }

    /**
     * Wraps the file key with a fresh ephemeral secret.
     *
     * @throws AgeException.KeyMalformed if the recipient is a point of low order: nothing encrypted to it is secret
     */
    @Override
    public WrappedFileKey wrap(FileKey fileKey) throws AgeException {
        byte[] ephemeral = RandomBytes.of(X25519.LENGTH);
        byte[] share = X25519.publicPoint(ephemeral);
        byte[] body;
        try (WipeableKey key = X25519Wrapping.key(X25519.sharedSecret(ephemeral, point), share, point)) {
            body = SealedFileKey.seal(key, fileKey);
        } catch (InvalidKeyException lowOrder) {
            throw new AgeException.KeyMalformed("the recipient is a point of low order, nothing would be secret");
        } finally {
            Arrays.fill(ephemeral, (byte) 0);
        }
        String argument = CanonicalBase64.UNPADDED.encode(share);
        return WrappedFileKey.of(new Stanza(X25519Wrapping.TYPE, List.of(argument), body));
    }

    byte[] point() {
        return point;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof X25519Recipient recipient && Arrays.equals(point, recipient.point);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }

    /** The text {@code age1...}. */
    @Override
    public String toString() {
        return Bech32.encode(PREFIX, point);
    }
}
