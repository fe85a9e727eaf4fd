package dev.coffer.age;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.util.BigIntegers;

/**
 * The curve P-256 on raw bytes, for one Diffie-Hellman with a fresh secret. Bouncy Castle's, because the JDK reads no
 * compressed points.
 *
 * @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1, section 2.3</a>
 */
final class P256 {
    static final int SCALAR_LENGTH = 32;
    static final int COMPRESSED_LENGTH = 33;
    static final int UNCOMPRESSED_LENGTH = 65;

    /** Made by hand, because Bouncy Castle's table of curves would bring them all into a native executable. */
    private static final ECDomainParameters CURVE = curve();

    private P256() {}

    private static ECDomainParameters curve() {
        ECCurve curve = new SecP256R1Curve();
        byte[] generator =
                HexFormat.of().parseHex("036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
        return new ECDomainParameters(curve, curve.decodePoint(generator), curve.getOrder(), curve.getCofactor());
    }

    /**
     * A point from its compressed or uncompressed form.
     *
     * @throws InvalidKeyException if the bytes are no such form of a point of the curve
     */
    static ECPublicKeyParameters point(byte[] encoded) throws InvalidKeyException {
        boolean compressed = encoded.length == COMPRESSED_LENGTH;
        try {
            ECPoint point = CURVE.getCurve().decodePoint(encoded);
            // Bouncy Castle knows a third form, and one for the point at infinity.
            if (!point.isInfinity() && Arrays.equals(point.getEncoded(compressed), encoded)) {
                return new ECPublicKeyParameters(point, CURVE);
            }
        } catch (IllegalArgumentException notOnTheCurve) {
            // Told below, with the other ways of being wrong.
        }
        throw new InvalidKeyException("not a point of P-256");
    }

    static byte[] compressed(ECPublicKeyParameters point) {
        return point.getQ().getEncoded(true);
    }

    static byte[] uncompressed(ECPublicKeyParameters point) {
        return point.getQ().getEncoded(false);
    }

    /**
     * A Diffie-Hellman with a fresh ephemeral scalar: the x coordinate of the shared point, and the ephemeral point in
     * uncompressed form. The scalar is used this once, so the time that this takes tells nothing that is worth knowing.
     */
    static Encapsulation agree(ECPublicKeyParameters point, EncapsulationKey.Randomness random) {
        BigInteger scalar = scalar(random);
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(new ECPrivateKeyParameters(scalar, CURVE));
        byte[] secret = BigIntegers.asUnsignedByteArray(agreement.getFieldSize(), agreement.calculateAgreement(point));
        ECPoint ephemeral =
                new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
        return new Encapsulation(secret, ephemeral.getEncoded(false));
    }

    /** The first candidate from 1 to the order of the curve less 1; hardly ever is it not the first at all. */
    private static BigInteger scalar(EncapsulationKey.Randomness random) {
        while (true) {
            byte[] candidate = random.bytes(SCALAR_LENGTH);
            BigInteger scalar = new BigInteger(1, candidate);
            Arrays.fill(candidate, (byte) 0);
            if (scalar.signum() > 0 && scalar.compareTo(CURVE.getN()) < 0) {
                return scalar;
            }
        }
    }
}
