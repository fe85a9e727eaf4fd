package dev.coffer.age;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** What in reality lies in hardware. Its Diffie-Hellman is the JDK's: an opinion of its own on Bouncy Castle's. */
final class P256PrivateKey {
    private final BigInteger scalar;

    P256PrivateKey(byte[] scalar) {
        this.scalar = new BigInteger(1, scalar);
    }

    static P256PrivateKey generate() {
        byte[] scalar = RandomBytes.of(P256.SCALAR_LENGTH);
        scalar[0] = 1;
        return new P256PrivateKey(scalar);
    }

    byte[] publicKey(boolean compressed) {
        return CustomNamedCurves.getByName("secp256r1").getG().multiply(scalar).getEncoded(compressed);
    }

    /** The x coordinate of the shared point. */
    byte[] agree(byte[] uncompressedPoint) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory keys = KeyFactory.getInstance("EC");
        PrivateKey own = keys.generatePrivate(new ECPrivateKeySpec(scalar, curve));
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(uncompressedPoint, 1, 33));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(uncompressedPoint, 33, 65));
        PublicKey other = keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    /** The secret of DHKEM(P-256, HKDF-SHA256). */
    byte[] decapsulate(byte[] enc) throws GeneralSecurityException {
        return DhKemP256Key.secret(agree(enc), enc, publicKey(false));
    }
}
