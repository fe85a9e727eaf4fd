package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * A public key of MLKEM768-X25519, also called X-Wing: one of ML-KEM-768, then a point of X25519.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-hpke-pq">draft-ietf-hpke-pq</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-connolly-cfrg-xwing-kem">X-Wing</a>
 */
final class MlKem768X25519Key implements EncapsulationKey {
    static final int KEM_ID = 0x647a;
    static final int LENGTH = MlKem768.PUBLIC_KEY_LENGTH + X25519.LENGTH;
    static final int ENC_LENGTH = MlKem768.CIPHERTEXT_LENGTH + X25519.LENGTH;
    static final byte[] LABEL = "\\.//^\\".getBytes(StandardCharsets.US_ASCII);

    private final MLKEMPublicKeyParameters mlKem;
    private final byte[] point;

    /**
     * A key from its encoding.
     *
     * @param encoded {@link #LENGTH} bytes
     * @throws InvalidKeyException if the first part is no key of ML-KEM
     */
    MlKem768X25519Key(byte[] encoded) throws InvalidKeyException {
        mlKem = MlKem768.publicKey(Arrays.copyOf(encoded, MlKem768.PUBLIC_KEY_LENGTH));
        point = Arrays.copyOfRange(encoded, MlKem768.PUBLIC_KEY_LENGTH, LENGTH);
    }

    @Override
    public int kemId() {
        return KEM_ID;
    }

    @Override
    public Encapsulation encapsulate(Randomness random) throws InvalidKeyException {
        try (Encapsulation encapsulated = MlKem768.encapsulate(mlKem, random);
                Encapsulation agreed = agree(random)) {
            return HybridSecret.combine(encapsulated, agreed, point, LABEL);
        }
    }

    private Encapsulation agree(Randomness random) throws InvalidKeyException {
        byte[] ephemeral = random.bytes(X25519.LENGTH);
        try {
            return new Encapsulation(X25519.sharedSecret(ephemeral, point), X25519.publicPoint(ephemeral));
        } finally {
            Arrays.fill(ephemeral, (byte) 0);
        }
    }
}
