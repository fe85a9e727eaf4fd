package dev.coffer.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.XECKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

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
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(new Scalar(scalar));
            agreement.doPhase(new Point(point), true);
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

    /**
     * A view of the scalar as a key. The keys of the JDK's {@code KeyFactory} would keep a copy that cannot be wiped, and
     * cost the start of another service.
     */
    private static final class Scalar extends RawKey implements XECPrivateKey {
        private final transient byte[] bytes;

        Scalar(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Optional<byte[]> getScalar() {
            return Optional.of(bytes);
        }
    }

    private static final class Point extends RawKey implements XECPublicKey {
        private final BigInteger coordinate;

        Point(BigInteger coordinate) {
            this.coordinate = coordinate;
        }

        @Override
        public BigInteger getU() {
            return coordinate;
        }
    }

    /** A key without an encoding. */
    private abstract static class RawKey implements XECKey, Key {
        @Override
        public AlgorithmParameterSpec getParams() {
            return NamedParameterSpec.X25519;
        }

        @Override
        public String getAlgorithm() {
            return "X25519";
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }
}
