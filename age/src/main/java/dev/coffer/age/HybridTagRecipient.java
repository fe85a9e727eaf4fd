package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;

/**
 * A {@link TagRecipient} with a key of ML-KEM-768 beside the P-256 key, written {@code age1tagpq1...}: what is encrypted
 * to it stays secret from quantum computers too. It shares files with post-quantum recipients only.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#the-tagged-recipient-types">age.md, tagged recipients</a>
 */
public final class HybridTagRecipient implements Recipient {
    static final String PREFIX = "age1tagpq";
    static final String TYPE = "mlkem768p256tag";

    private final byte[] encoded;
    private final MlKem768P256Key key;

    private HybridTagRecipient(byte[] encoded, MlKem768P256Key key) {
        this.encoded = encoded;
        this.key = key;
    }

    /**
     * Reads {@code age1tagpq1...}, in lower case as it is always written: about 2000 characters.
     *
     * @throws AgeException.KeyMalformed if the text is anything else
     */
    public static HybridTagRecipient parse(String text) throws AgeException.KeyMalformed {
        byte[] encoded = Bech32.decode(PREFIX, text);
        if (encoded.length != MlKem768P256Key.LENGTH) {
            throw new AgeException.KeyMalformed("a hybrid tagged recipient has 1249 bytes, not " + encoded.length);
        }
        try {
            return new HybridTagRecipient(encoded, new MlKem768P256Key(encoded));
        } catch (InvalidKeyException malformed) {
            throw new AgeException.KeyMalformed("the hybrid tagged recipient is " + malformed.getMessage());
        }
    }

    /** Wraps the file key with fresh ephemeral secrets. */
    @Override
    public WrappedFileKey wrap(FileKey fileKey) throws AgeException {
        // The tag knows the point only: the key of ML-KEM may be out of reach until the owner is there.
        byte[] point = Arrays.copyOfRange(encoded, MlKem768.PUBLIC_KEY_LENGTH, encoded.length);
        return WrappedFileKey.postQuantum(TaggedWrapping.wrap(fileKey, TYPE, key, point));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HybridTagRecipient recipient && Arrays.equals(encoded, recipient.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /** The text {@code age1tagpq1...}. */
    @Override
    public String toString() {
        return Bech32.encode(PREFIX, encoded);
    }
}
