package dev.coffer.age;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The shared secret of a hybrid mechanism: ML-KEM and a curve, of which either one keeps it secret alone.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-hpke-pq">draft-ietf-hpke-pq</a>
 */
final class HybridSecret {
    private HybridSecret() {}

    /** The encapsulation made of both, which are left to the caller. */
    static Encapsulation combine(Encapsulation mlKem, Encapsulation curve, byte[] curveKey, byte[] label) {
        byte[] enc = ByteBuffer.allocate(mlKem.enc().length + curve.enc().length)
                .put(mlKem.enc())
                .put(curve.enc())
                .array();
        return new Encapsulation(combine(mlKem.secret(), curve.secret(), curve.enc(), curveKey, label), enc);
    }

    /** SHA3-256 of both secrets, and of what the curve's secret does not depend on. */
    static byte[] combine(byte[] mlKemSecret, byte[] curveSecret, byte[] curveEnc, byte[] curveKey, byte[] label) {
        try {
            MessageDigest sha3 = MessageDigest.getInstance("SHA3-256");
            sha3.update(mlKemSecret);
            sha3.update(curveSecret);
            sha3.update(curveEnc);
            sha3.update(curveKey);
            return sha3.digest(label);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java runtime cannot do SHA3-256", missing);
        }
    }
}
