package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * A secret of ML-KEM-768 and X25519 together, written {@code AGE-SECRET-KEY-PQ-1...}: files stay secret from quantum
 * computers, and from all others even if ML-KEM should fall. {@link #close()} wipes the seed; after that the secret
 * cannot be used and asking for it throws {@link IllegalStateException}.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#mlkem768x25519-recipient-stanza">age.md,
 *     mlkem768x25519</a>
 */
public final class HybridIdentity implements Identity {
    static final String PREFIX = "AGE-SECRET-KEY-PQ-";

    private final byte[] seed;
    private @Nullable HybridRecipient recipient;
    private boolean closed;

    private HybridIdentity(byte[] seed) {
        this.seed = seed;
    }

    /** A new random identity. */
    public static HybridIdentity generate() {
        return new HybridIdentity(RandomBytes.of(MlKem768X25519PrivateKey.SEED_LENGTH));
    }

    /**
     * Reads {@code AGE-SECRET-KEY-PQ-1...}, in upper case as it is always written.
     *
     * @throws AgeException.KeyMalformed if the text is anything else
     */
    public static HybridIdentity parse(String text) throws AgeException.KeyMalformed {
        byte[] seed = Bech32.decode(PREFIX, text);
        if (seed.length != MlKem768X25519PrivateKey.SEED_LENGTH) {
            Arrays.fill(seed, (byte) 0);
            throw new AgeException.KeyMalformed("a hybrid identity has 32 bytes, not " + seed.length);
        }
        return new HybridIdentity(seed);
    }

    /** The public half. It is computed on the first call only. */
    public synchronized HybridRecipient recipient() {
        if (recipient == null) {
            try (MlKem768X25519PrivateKey key = expand()) {
                recipient = HybridRecipient.of(key.publicKey());
            } catch (AgeException.KeyMalformed impossible) {
                throw new IllegalStateException("an own public key was refused", impossible);
            }
        }
        return recipient;
    }

    /** The text {@code AGE-SECRET-KEY-PQ-1...}: a secret, and as a string one that cannot be wiped. */
    public String encode() {
        byte[] secret = copySeed();
        try {
            return Bech32.encode(PREFIX, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        for (Stanza stanza : stanzas) {
            if (stanza.type().equals(HybridRecipient.TYPE)) {
                Optional<FileKey> fileKey = unwrap(stanza);
                if (fileKey.isPresent()) {
                    return fileKey;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<FileKey> unwrap(Stanza stanza) throws AgeException.HeaderMalformed {
        byte[] enc = enc(stanza);
        byte[] body = stanza.body();
        // Checked before decrypting, so that a longer file key cannot be made to open with two different identities.
        if (body.length != HpkeWrapping.BODY_LENGTH) {
            throw new AgeException.HeaderMalformed(
                    "the body of an mlkem768x25519 stanza has 32 bytes, not " + body.length);
        }
        byte[] secret = sharedSecret(enc);
        try (HpkeContext hpke =
                new HpkeContext(MlKem768X25519Key.KEM_ID, secret, HpkeWrapping.info(HybridRecipient.TYPE))) {
            byte[] plain = hpke.open(body);
            FileKey fileKey = FileKey.copyOf(plain);
            Arrays.fill(plain, (byte) 0);
            return Optional.of(fileKey);
        } catch (AEADBadTagException forSomebodyElse) {
            return Optional.empty();
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The encapsulated key, which must be the only argument. */
    private static byte[] enc(Stanza stanza) throws AgeException.HeaderMalformed {
        if (stanza.arguments().size() != 1) {
            throw new AgeException.HeaderMalformed("an mlkem768x25519 stanza has one argument, its encapsulated key");
        }
        byte[] argument = stanza.arguments().getFirst().getBytes(StandardCharsets.US_ASCII);
        Optional<byte[]> enc = CanonicalBase64.UNPADDED.decode(argument);
        if (enc.isEmpty() || enc.get().length != MlKem768X25519Key.ENC_LENGTH) {
            throw new AgeException.HeaderMalformed(
                    "the encapsulated key of an mlkem768x25519 stanza is not base64 of 1120 bytes");
        }
        return enc.get();
    }

    private byte[] sharedSecret(byte[] enc) throws AgeException.HeaderMalformed {
        try (MlKem768X25519PrivateKey key = expand()) {
            return key.decapsulate(enc);
        } catch (InvalidKeyException lowOrder) {
            throw new AgeException.HeaderMalformed(
                    "the encapsulated key of an mlkem768x25519 stanza has a point of low order");
        }
    }

    private MlKem768X25519PrivateKey expand() {
        byte[] secret = copySeed();
        try {
            return new MlKem768X25519PrivateKey(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private synchronized byte[] copySeed() {
        if (closed) {
            throw new IllegalStateException("the identity was closed");
        }
        return seed.clone();
    }

    /** Overwrites the seed with zeros. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(seed, (byte) 0);
    }

    @Override
    public String toString() {
        return "HybridIdentity[redacted]";
    }
}
