package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret X25519 scalar, written {@code AGE-SECRET-KEY-1...}. {@link #close()} wipes it; after that the
 * secret cannot be used and asking for it throws {@link IllegalStateException}.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#the-x25519-recipient-type">age.md, X25519</a>
 */
public final class X25519Identity implements Identity {
    static final String PREFIX = "AGE-SECRET-KEY-";

    private final byte[] scalar;
    private @Nullable X25519Recipient recipient;
    private boolean closed;

    private X25519Identity(byte[] scalar) {
        this.scalar = scalar;
    }

    /** A new random identity. */
    public static X25519Identity generate() {
        return new X25519Identity(RandomBytes.of(X25519.LENGTH));
    }

    /**
     * Reads {@code AGE-SECRET-KEY-1...}, in upper case as it is always written.
     *
     * @throws AgeException.KeyMalformed if the text is anything else
     */
    public static X25519Identity parse(String text) throws AgeException.KeyMalformed {
        byte[] scalar = Bech32.decode(PREFIX, text);
        if (scalar.length != X25519.LENGTH) {
            Arrays.fill(scalar, (byte) 0);
            throw new AgeException.KeyMalformed("an X25519 identity has 32 bytes, not " + scalar.length);
        }
        return new X25519Identity(scalar);
    }

    /**
     * The identity of these 32 secret bytes. Takes a copy; the caller may wipe its own.
     *
     * @throws IllegalArgumentException if they are not 32
     */
    public static X25519Identity copyOf(byte[] scalar) {
        if (scalar.length != X25519.LENGTH) {
            throw new IllegalArgumentException("an X25519 identity has 32 bytes, not " + scalar.length);
        }
        return new X25519Identity(scalar.clone());
    }

    /** A copy of the 32 secret bytes, for whoever keeps them in a form of its own, and wipes them. */
    public byte[] copyBytes() {
        return copyScalar();
    }

    /** The public half. It is computed on the first call only. */
    public synchronized X25519Recipient recipient() {
        if (recipient == null) {
            byte[] secret = copyScalar();
            recipient = new X25519Recipient(X25519.publicPoint(secret));
            Arrays.fill(secret, (byte) 0);
        }
        return recipient;
    }

    /** The text {@code AGE-SECRET-KEY-1...}: a secret, and as a string one that cannot be wiped. */
    public String encode() {
        byte[] secret = copyScalar();
        try {
            return Bech32.encode(PREFIX, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * A further key for another purpose: HKDF-SHA-256 of the secret scalar, without salt. It tells nothing about the
     * identity, nor about keys of other purposes. This is not part of the age format, and is the same in every version.
     *
     * @param info names the purpose, as {@code example.org/v1/index}; must not begin with {@code age-encryption.org/}
     * @param length in bytes, from 1 to 8160
     */
    public byte[] deriveKey(String info, int length) {
        if (info.startsWith("age-encryption.org/")) {
            throw new IllegalArgumentException("this purpose belongs to the age format");
        }
        byte[] secret = copyScalar();
        try {
            return Hkdf.derive(secret, Hkdf.NO_SALT, info, length);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        for (Stanza stanza : stanzas) {
            if (stanza.type().equals(X25519Wrapping.TYPE)) {
                Optional<FileKey> fileKey = unwrap(stanza);
                if (fileKey.isPresent()) {
                    return fileKey;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<FileKey> unwrap(Stanza stanza) throws AgeException.HeaderMalformed {
        byte[] share = X25519Wrapping.share(stanza);
        byte[] body = SealedFileKey.body(stanza);
        byte[] secret = copyScalar();
        try (WipeableKey key = X25519Wrapping.key(
                X25519.sharedSecret(secret, share), share, recipient().point())) {
            return SealedFileKey.open(key, body);
        } catch (InvalidKeyException lowOrder) {
            throw new AgeException.HeaderMalformed("the share of an X25519 stanza is a point of low order");
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private synchronized byte[] copyScalar() {
        if (closed) {
            throw new IllegalStateException("the identity was closed");
        }
        return scalar.clone();
    }

    /** Overwrites the scalar with zeros. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(scalar, (byte) 0);
    }

    @Override
    public String toString() {
        return "X25519Identity[redacted]";
    }
}
