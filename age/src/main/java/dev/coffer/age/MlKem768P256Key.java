package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * A public key of MLKEM768-P256: one of ML-KEM-768, then an uncompressed point.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-hpke-pq">draft-ietf-hpke-pq</a>
 */
final class MlKem768P256Key implements EncapsulationKey {
    static final int KEM_ID = 0x0050;
    static final int LENGTH = MlKem768.PUBLIC_KEY_LENGTH + P256.UNCOMPRESSED_LENGTH;
    static final byte[] LABEL = "MLKEM768-P256".getBytes(StandardCharsets.US_ASCII);

    private final MLKEMPublicKeyParameters mlKem;
    private final ECPublicKeyParameters point;

    /**
     * A key from its encoding.
     *
     * @param encoded {@link #LENGTH} bytes
     * @throws InvalidKeyException if one of the two keys is none
     */
    MlKem768P256Key(byte[] encoded) throws InvalidKeyException {
        mlKem = MlKem768.publicKey(Arrays.copyOf(encoded, MlKem768.PUBLIC_KEY_LENGTH));
        point = P256.point(Arrays.copyOfRange(encoded, MlKem768.PUBLIC_KEY_LENGTH, LENGTH));
    }

    @Override
    public int kemId() {
        return KEM_ID;
    }

    @Override
    public Encapsulation encapsulate(Randomness random) {
        try (Encapsulation encapsulated = MlKem768.encapsulate(mlKem, random);
                Encapsulation agreed = P256.agree(point, random)) {
            return HybridSecret.combine(encapsulated, agreed, P256.uncompressed(point), LABEL);
        }
    }
}
