package dev.coffer.age;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** What the stanzas of both tagged recipients have in common. */
final class TaggedWrapping {
    private static final int TAG_LENGTH = 4;

    private TaggedWrapping() {}

    /**
     * The stanza.
     *
     * @param point the recipient's point, in the form in which it is hashed
     */
    static Stanza wrap(FileKey fileKey, String type, EncapsulationKey recipient, byte[] point)
            throws AgeException.KeyMalformed {
        HpkeWrapping wrapped = HpkeWrapping.of(fileKey, type, recipient);
        List<String> arguments = List.of(
                CanonicalBase64.UNPADDED.encode(tag(wrapped.enc(), type, point)),
                CanonicalBase64.UNPADDED.encode(wrapped.enc()));
        return new Stanza(type, arguments, wrapped.body());
    }

    /**
     * Lets who knows the recipient find its stanzas without the private key. (The example stanza in the specification
     * has the tag of an earlier draft, over the whole uncompressed point.)
     */
    static byte[] tag(byte[] enc, String type, byte[] point) {
        byte[] tagged = ByteBuffer.allocate(enc.length + TAG_LENGTH)
                .put(enc)
                .put(sha256(point), 0, TAG_LENGTH)
                .array();
        byte[] salt = HpkeWrapping.info(type).getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(Hkdf.extract(tagged, salt), TAG_LENGTH);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java runtime cannot do SHA-256", missing);
        }
    }
}
