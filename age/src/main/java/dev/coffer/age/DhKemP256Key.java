package dev.coffer.age;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * A public key of DHKEM(P-256, HKDF-SHA256).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9180#section-4.1">RFC 9180, section 4.1</a>
 */
final class DhKemP256Key implements EncapsulationKey {
    static final int KEM_ID = 0x0010;

    private static final int SECRET_LENGTH = 32;

    private final ECPublicKeyParameters point;

    DhKemP256Key(ECPublicKeyParameters point) {
        this.point = point;
    }

    @Override
    public int kemId() {
        return KEM_ID;
    }

    @Override
    public Encapsulation encapsulate(Randomness random) {
        try (Encapsulation agreed = P256.agree(point, random)) {
            return new Encapsulation(secret(agreed.secret(), agreed.enc(), P256.uncompressed(point)), agreed.enc());
        }
    }

    /** The shared secret from what the Diffie-Hellman gave; both points in uncompressed form. */
    static byte[] secret(byte[] agreed, byte[] enc, byte[] publicKey) {
        LabeledHkdf hkdf = LabeledHkdf.ofKem(KEM_ID);
        byte[] extracted = hkdf.extract(Hkdf.NO_SALT, "eae_prk", agreed);
        byte[] context = ByteBuffer.allocate(enc.length + publicKey.length)
                .put(enc)
                .put(publicKey)
                .array();
        try {
            return hkdf.expand(extracted, "shared_secret", context, SECRET_LENGTH);
        } finally {
            Arrays.fill(extracted, (byte) 0);
        }
    }
}
