package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/**
 * The private half of an {@link MlKem768X25519Key}. {@link #close()} wipes the scalar; what Bouncy Castle holds of the
 * key of ML-KEM is left to the garbage collector, so this lives as short as it can.
 */
final class MlKem768X25519PrivateKey implements AutoCloseable {
    static final int SEED_LENGTH = 32;

    private final MLKEMPrivateKeyParameters mlKem;
    private final byte[] scalar;
    private final byte[] point;

    /**
     * Expands a seed, which is left to the caller.
     *
     * @param seed {@link #SEED_LENGTH} bytes
     */
    MlKem768X25519PrivateKey(byte[] seed) {
        byte[] expanded = new byte[MlKem768.SEED_LENGTH + X25519.LENGTH];
        SHAKEDigest shake = new SHAKEDigest(256);
        shake.update(seed, 0, seed.length);
        shake.doFinal(expanded, 0, expanded.length);
        byte[] mlKemSeed = Arrays.copyOf(expanded, MlKem768.SEED_LENGTH);
        mlKem = MlKem768.privateKey(mlKemSeed);
        scalar = Arrays.copyOfRange(expanded, MlKem768.SEED_LENGTH, expanded.length);
        point = X25519.publicPoint(scalar);
        Arrays.fill(mlKemSeed, (byte) 0);
        Arrays.fill(expanded, (byte) 0);
    }

    /** The encoding of the public half. */
    byte[] publicKey() {
        byte[] encoded = Arrays.copyOf(mlKem.getPublicKey(), MlKem768X25519Key.LENGTH);
        System.arraycopy(point, 0, encoded, MlKem768.PUBLIC_KEY_LENGTH, X25519.LENGTH);
        return encoded;
    }

    /**
     * The shared secret; for an encapsulation that was changed, or for somebody else, one that nobody knows.
     *
     * @param enc {@link MlKem768X25519Key#ENC_LENGTH} bytes
     * @throws InvalidKeyException if its point is of low order
     */
    byte[] decapsulate(byte[] enc) throws InvalidKeyException {
        byte[] ciphertext = Arrays.copyOf(enc, MlKem768.CIPHERTEXT_LENGTH);
        byte[] share = Arrays.copyOfRange(enc, MlKem768.CIPHERTEXT_LENGTH, enc.length);
        byte[] agreed = X25519.sharedSecret(scalar, share);
        byte[] decapsulated = MlKem768.decapsulate(mlKem, ciphertext);
        try {
            return HybridSecret.combine(decapsulated, agreed, share, point, MlKem768X25519Key.LABEL);
        } finally {
            Arrays.fill(agreed, (byte) 0);
            Arrays.fill(decapsulated, (byte) 0);
        }
    }

    @Override
    public void close() {
        Arrays.fill(scalar, (byte) 0);
    }
}
