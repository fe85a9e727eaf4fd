package dev.coffer.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** The function X25519 of RFC 7748 on raw bytes. */
final class X25519 {
    /** The number of bytes of a scalar and of a point. */
    static final int LENGTH = 32;

    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private X25519() {}

    /** The public point of a secret scalar. */
    static byte[] publicPoint(byte[] scalar) {
        try {
            return multiply(scalar, BASE_POINT);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("the base point was refused", impossible);
        }
    }

    /**
     * The shared secret of a scalar and somebody else's point.
     *
     * @throws InvalidKeyException if the point is of low order, which would make the shared secret all zeros
     */
    static byte[] sharedSecret(byte[] scalar, byte[] point) throws InvalidKeyException {
        return multiply(scalar, coordinate(point));
    }

    private static byte[] multiply(byte[] scalar, BigInteger point) throws InvalidKeyException {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey secret = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
            PublicKey other = keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, point));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(secret);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (InvalidKeyException lowOrder) {
            throw lowOrder;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime cannot do X25519", missing);
        }
    }

    /** Little-endian, the highest bit ignored: RFC 7748, section 5. */
    private static BigInteger coordinate(byte[] point) {
        byte[] bigEndian = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bigEndian[i] = point[LENGTH - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }
}
