package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;

/**
 * The public half of a {@link HybridIdentity}, written {@code age1pq1...}. It shares files with post-quantum recipients
 * only.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#mlkem768x25519-recipient-stanza">age.md,
 *     mlkem768x25519</a>
 */
public final class HybridRecipient implements Recipient {
    static final String PREFIX = "age1pq";
    static final String TYPE = "mlkem768x25519";

    private final byte[] encoded;
    private final MlKem768X25519Key key;

    private HybridRecipient(byte[] encoded, MlKem768X25519Key key) {
        this.encoded = encoded;
        this.key = key;
    }

    /** Takes the array itself. */
    static HybridRecipient of(byte[] encoded) throws AgeException.KeyMalformed {
        if (encoded.length != MlKem768X25519Key.LENGTH) {
            throw new AgeException.KeyMalformed("a hybrid recipient has 1216 bytes, not " + encoded.length);
        }
        try {
            return new HybridRecipient(encoded, new MlKem768X25519Key(encoded));
        } catch (InvalidKeyException malformed) {
            throw new AgeException.KeyMalformed("the hybrid recipient is " + malformed.getMessage());
        }
    }

    /**
     * Reads {@code age1pq1...}, in lower case as it is always written: about 2000 characters.
     *
     * @throws AgeException.KeyMalformed if the text is anything else
     */
    public static HybridRecipient parse(String text) throws AgeException.KeyMalformed {
        return of(Bech32.decode(PREFIX, text));
    }

    /**
     * Wraps the file key with fresh ephemeral secrets.
     *
     * @throws AgeException.KeyMalformed if the X25519 part is a point of low order: it would add nothing
     */
    @Override
    public WrappedFileKey wrap(FileKey fileKey) throws AgeException {
        HpkeWrapping wrapped = HpkeWrapping.of(fileKey, TYPE, key);
        List<String> arguments = List.of(CanonicalBase64.UNPADDED.encode(wrapped.enc()));
        return WrappedFileKey.postQuantum(new Stanza(TYPE, arguments, wrapped.body()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HybridRecipient recipient && Arrays.equals(encoded, recipient.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /** The text {@code age1pq1...}. */
    @Override
    public String toString() {
        return Bech32.encode(PREFIX, encoded);
    }
}
