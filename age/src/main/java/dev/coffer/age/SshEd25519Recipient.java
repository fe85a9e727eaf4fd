package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;

/** An {@code ssh-ed25519} key, turned into one of X25519. */
final class SshEd25519Recipient extends SshRecipient {
    static final String TYPE = "ssh-ed25519";

    private static final String INFO = "age-encryption.org/v1/ssh-ed25519";

    private final byte[] edwardsPoint;
    private final byte[] point;

    private SshEd25519Recipient(byte[] wire, byte[] edwardsPoint) {
        super(TYPE, wire);
        this.edwardsPoint = edwardsPoint;
        this.point = Ed25519Key.toX25519Point(edwardsPoint);
    }

    static SshEd25519Recipient read(SshReader reader, byte[] wire) throws AgeException.KeyMalformed {
        byte[] point = reader.string();
        reader.requireEnd();
        if (!Ed25519Key.isPublic(point)) {
            throw new AgeException.KeyMalformed("the ssh-ed25519 key is no point of its curve");
        }
        return new SshEd25519Recipient(wire, point);
    }

    @Override
    int argumentCount() {
        return 2;
    }

    @Override
    public WrappedFileKey wrap(FileKey fileKey) throws AgeException {
        byte[] ephemeral = RandomBytes.of(X25519.LENGTH);
        byte[] share = X25519.publicPoint(ephemeral);
        byte[] body;
        try (WipeableKey key = wrappingKey(X25519.sharedSecret(ephemeral, point), share)) {
            body = SealedFileKey.seal(key, fileKey);
        } catch (InvalidKeyException lowOrder) {
            throw new AgeException.KeyMalformed("the ssh-ed25519 key is a point of low order, nothing would be secret");
        } finally {
            Arrays.fill(ephemeral, (byte) 0);
        }
        List<String> arguments = List.of(tag(), CanonicalBase64.UNPADDED.encode(share));
        return WrappedFileKey.of(new Stanza(TYPE, arguments, body));
    }

    /**
     * The key that encrypts the file key. The tweak binds it to this SSH key. Wipes the shared secret.
     *
     * @throws InvalidKeyException if the shared secret is a point of low order
     */
    WipeableKey wrappingKey(byte[] sharedSecret, byte[] share) throws InvalidKeyException {
        byte[] tweak = Hkdf.derive(new byte[0], wire(), INFO, X25519.LENGTH);
        try {
            return X25519Wrapping.key(X25519.sharedSecret(tweak, sharedSecret), share, point, INFO);
        } finally {
            Arrays.fill(sharedSecret, (byte) 0);
        }
    }

    byte[] edwardsPoint() {
        return edwardsPoint;
    }
}
