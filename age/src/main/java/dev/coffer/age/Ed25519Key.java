package dev.coffer.age;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Keys of Ed25519 (RFC 8032, section 5.1) and the keys of X25519 that belong to them: both curves are one, written
 * differently (RFC 7748, section 4.1).
 */
final class Ed25519Key {
    /** The number of bytes of a seed and of a point. */
    static final int LENGTH = 32;

    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private Ed25519Key() {}

    /** True for a point of the group that honest keys are in; those of low order are not. */
    static boolean isPublic(byte[] point) {
        return point.length == LENGTH && Ed25519.validatePublicKeyFull(point, 0);
    }

    static byte[] publicPoint(byte[] seed) {
        byte[] point = new byte[LENGTH];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        return point;
    }

    /** The u-coordinate (1 + y) / (1 - y) of a point that is public. */
    static byte[] toX25519Point(byte[] point) {
        byte[] bigEndian = reversed(point);
        // The highest bit is the sign of x.
        bigEndian[0] &= 0x7f;
        BigInteger y = new BigInteger(1, bigEndian);
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(PRIME))
                .mod(PRIME);
        byte[] magnitude = u.toByteArray();
        byte[] padded = new byte[LENGTH];
        int length = Math.min(LENGTH, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - length, padded, LENGTH - length, length);
        return reversed(padded);
    }

    /** The scalar of a seed, not yet clamped. */
    static byte[] toX25519Scalar(byte[] seed) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(seed);
            byte[] scalar = Arrays.copyOf(hash, X25519.LENGTH);
            Arrays.fill(hash, (byte) 0);
            return scalar;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java runtime cannot do SHA-512", impossible);
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
