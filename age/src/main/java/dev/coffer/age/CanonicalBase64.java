package dev.coffer.age;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with the standard alphabet (RFC 4648, section 4) that accepts one spelling only for given bytes: no white
 * space, and unused bits of the last character are zero.
 */
final class CanonicalBase64 {
    /** Headers and keys: no {@code =}. */
    static final CanonicalBase64 UNPADDED =
            new CanonicalBase64(Base64.getEncoder().withoutPadding());

    /** Armor: filled up with {@code =}. */
    static final CanonicalBase64 PADDED = new CanonicalBase64(Base64.getEncoder());

    private final Base64.Encoder encoder;

    private CanonicalBase64(Base64.Encoder encoder) {
        this.encoder = encoder;
    }

    String encode(byte[] bytes) {
        return encoder.encodeToString(bytes);
    }

    /** Empty if the text is not the encoding of any bytes. */
    Optional<byte[]> decode(byte[] text) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Arrays.equals(encoder.encode(decoded), text) ? Optional.of(decoded) : Optional.empty();
    }
}
