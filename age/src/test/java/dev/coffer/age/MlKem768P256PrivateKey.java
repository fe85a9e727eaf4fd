package dev.coffer.age;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/** The private half of {@link MlKem768P256Key}, which in reality lies in hardware, expanded from a seed. */
final class MlKem768P256PrivateKey {
    private final MLKEMPrivateKeyParameters mlKem;
    private final P256PrivateKey p256;

    MlKem768P256PrivateKey(byte[] seed) {
        SHAKEDigest shake = new SHAKEDigest(256);
        shake.update(seed, 0, seed.length);
        byte[] mlKemSeed = new byte[MlKem768.SEED_LENGTH];
        shake.doOutput(mlKemSeed, 0, mlKemSeed.length);
        mlKem = MlKem768.privateKey(mlKemSeed);
        // A scalar not below the order of the curve comes once in four billion seeds.
        byte[] scalar = new byte[P256.SCALAR_LENGTH];
        shake.doOutput(scalar, 0, scalar.length);
        p256 = new P256PrivateKey(scalar);
    }

    byte[] publicKey() {
        byte[] encoded = Arrays.copyOf(mlKem.getPublicKey(), MlKem768P256Key.LENGTH);
        byte[] point = p256.publicKey(false);
        System.arraycopy(point, 0, encoded, MlKem768.PUBLIC_KEY_LENGTH, point.length);
        return encoded;
    }

    byte[] decapsulate(byte[] enc) throws GeneralSecurityException {
        byte[] ciphertext = Arrays.copyOf(enc, MlKem768.CIPHERTEXT_LENGTH);
        byte[] point = Arrays.copyOfRange(enc, MlKem768.CIPHERTEXT_LENGTH, enc.length);
        return HybridSecret.combine(
                MlKem768.decapsulate(mlKem, ciphertext),
                p256.agree(point),
                point,
                p256.publicKey(false),
                MlKem768P256Key.LABEL);
    }
}
