package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * ML-KEM-768 on raw bytes. Bouncy Castle's, because the JDK reads no private keys from a seed.
 *
 * @see <a href="https://doi.org/10.6028/NIST.FIPS.203">FIPS 203</a>
 */
final class MlKem768 {
    static final int SEED_LENGTH = 64;
    static final int PUBLIC_KEY_LENGTH = 1184;
    static final int CIPHERTEXT_LENGTH = 1088;

    private static final int RANDOM_LENGTH = 32;

    private MlKem768() {}

    /**
     * A public key from its encoding.
     *
     * @throws InvalidKeyException if a coefficient is not below the modulus (FIPS 203, section 7.2)
     */
    static MLKEMPublicKeyParameters publicKey(byte[] encoded) throws InvalidKeyException {
        try {
            return new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, encoded);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidKeyException("not a public key of ML-KEM-768");
        }
    }

    static Encapsulation encapsulate(MLKEMPublicKeyParameters publicKey, EncapsulationKey.Randomness random) {
        byte[] message = random.bytes(RANDOM_LENGTH);
        SecretWithEncapsulation result = MLKEMGenerator.internalGenerateEncapsulated(publicKey, message);
        Arrays.fill(message, (byte) 0);
        return new Encapsulation(result.getSecret(), result.getEncapsulation());
    }

    /** The private key of a seed, which is <em>d</em> and <em>z</em> of FIPS 203. */
    static MLKEMPrivateKeyParameters privateKey(byte[] seed) {
        return new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
    }

    /** The shared secret; for a ciphertext that was changed, one that nobody knows. */
    static byte[] decapsulate(MLKEMPrivateKeyParameters privateKey, byte[] ciphertext) {
        return new MLKEMExtractor(privateKey).extractSecret(ciphertext);
    }
}
