package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * The public half of a P-256 key in hardware, written {@code age1tag1...}; the private half is asked by a plugin. A tag
 * in the stanza lets whoever knows the recipient see which files are for it, so that the hardware, and its owner's
 * finger, is asked for these only.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#the-tagged-recipient-types">age.md, tagged recipients</a>
 */
public final class TagRecipient implements Recipient {
    static final String PREFIX = "age1tag";
    static final String TYPE = "p256tag";

    private final byte[] encoded;
    private final ECPublicKeyParameters point;

    private TagRecipient(byte[] encoded, ECPublicKeyParameters point) {
        this.encoded = encoded;
        this.point = point;
    }

    /**
     * Reads {@code age1tag1...}, in lower case as it is always written.
     *
     * @throws AgeException.KeyMalformed if the text is anything else
     */
    public static TagRecipient parse(String text) throws AgeException.KeyMalformed {
        byte[] encoded = Bech32.decode(PREFIX, text);
        if (encoded.length != P256.COMPRESSED_LENGTH) {
            throw new AgeException.KeyMalformed("a tagged recipient has 33 bytes, not " + encoded.length);
        }
        try {
            return new TagRecipient(encoded, P256.point(encoded));
        } catch (InvalidKeyException malformed) {
            throw new AgeException.KeyMalformed("the tagged recipient is " + malformed.getMessage());
        }
    }

    /** Wraps the file key with a fresh ephemeral secret. */
    @Override
    public WrappedFileKey wrap(FileKey fileKey) throws AgeException {
        return WrappedFileKey.of(TaggedWrapping.wrap(fileKey, TYPE, new DhKemP256Key(point), encoded));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TagRecipient recipient && Arrays.equals(encoded, recipient.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /** The text {@code age1tag1...}. */
    @Override
    public String toString() {
        return Bech32.encode(PREFIX, encoded);
    }
}
