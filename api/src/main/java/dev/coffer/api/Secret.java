package dev.coffer.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Secret bytes that never show themselves: {@link #toString()} is redacted, equality takes constant time, and
 * {@link #close()} overwrites the bytes.
 *
 * <p>Wiping is best effort. A moving garbage collector may have left copies of the array behind, and whatever was made
 * from {@link #copyBytes()} or {@link #text()} is the caller's.
 */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy of the bytes; the caller may wipe its own. */
    public static Secret copyOf(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /** Takes the array itself: the caller must not use it any more. */
    public static Secret owning(byte[] bytes) {
        return new Secret(bytes);
    }

    /** The UTF-8 bytes of the text. Lone surrogates become {@code ?}. */
    public static Secret ofText(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the bytes, for the one place that needs them. */
    public byte[] copyBytes() {
        return bytes.clone();
    }

    /** The bytes read as UTF-8; malformed input becomes U+FFFD, as Docker's helpers do. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** True when the bytes are well-formed UTF-8, so that {@link #text()} loses nothing. */
    public boolean isText() {
        CharBuffer decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException malformed) {
            return false;
        }
        if (decoded.hasArray()) {
            Arrays.fill(decoded.array(), '\0');
        }
        return true;
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** True when there are no bytes at all. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Overwrites the bytes with zeros. */
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** Compares in time that depends on the lengths only. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** The same for all secrets: a hash of the bytes would say something about them. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
