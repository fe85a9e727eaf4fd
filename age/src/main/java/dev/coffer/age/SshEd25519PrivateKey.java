package dev.coffer.age;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** The secret half of an {@code ssh-ed25519} key, as a scalar of X25519. */
final class SshEd25519PrivateKey implements SshPrivateKey {
    private final SshEd25519Recipient recipient;
    private final byte[] scalar;

    private SshEd25519PrivateKey(SshEd25519Recipient recipient, byte[] scalar) {
        this.recipient = recipient;
        this.scalar = scalar;
    }

    /** Reads what OpenSSH keeps: the point, then the seed and the point once more. */
    static SshEd25519PrivateKey read(SshReader reader, SshEd25519Recipient recipient) throws AgeException.KeyMalformed {
        byte[] point = reader.string();
        byte[] seedAndPoint = reader.string();
        byte[] seed = Arrays.copyOf(seedAndPoint, Ed25519Key.LENGTH);
        try {
            byte[] expected = recipient.edwardsPoint();
            boolean fits = MessageDigest.isEqual(point, expected)
                    && seedAndPoint.length == 2 * Ed25519Key.LENGTH
                    && Arrays.equals(seedAndPoint, Ed25519Key.LENGTH, seedAndPoint.length, expected, 0, expected.length)
                    && MessageDigest.isEqual(Ed25519Key.publicPoint(seed), expected);
            if (!fits) {
                throw new AgeException.KeyMalformed("the SSH key is damaged: its two halves do not belong together");
            }
            return new SshEd25519PrivateKey(recipient, Ed25519Key.toX25519Scalar(seed));
        } finally {
            Arrays.fill(seedAndPoint, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }

    @Override
    public SshRecipient recipient() {
        return recipient;
    }

    @Override
    public Optional<FileKey> unwrap(Stanza stanza) throws AgeException.HeaderMalformed {
        byte[] share = X25519Wrapping.share(stanza, 1);
        byte[] body = SealedFileKey.body(stanza);
        try (WipeableKey key = recipient.wrappingKey(X25519.sharedSecret(scalar, share), share)) {
            return SealedFileKey.open(key, body);
        } catch (InvalidKeyException lowOrder) {
            throw new AgeException.HeaderMalformed("the share of an ssh-ed25519 stanza is a point of low order");
        }
    }

    @Override
    public void close() {
        Arrays.fill(scalar, (byte) 0);
    }
}
