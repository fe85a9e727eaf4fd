package dev.coffer.keychain.secretservice;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The key agreement {@value #ALGORITHM}: Diffie-Hellman in the second Oakley group (RFC 2409, section 6.2), from whose
 * result HKDF-SHA-256 without salt and info makes the key.
 */
final class Agreement {
    static final String ALGORITHM = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

    private static final int GROUP_BYTES = 128;
    private static final int KEY_BYTES = 16;

    /** The bits of our private number: more than the group is strong, and four times faster than as many as it has. */
    private static final int PRIVATE_BITS = 256;

    static final BigInteger PRIME = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
            16);

    private final KeyPair ours;

    private Agreement(KeyPair ours) {
        this.ours = ours;
    }

    static Agreement begin() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
            generator.initialize(new DHParameterSpec(PRIME, BigInteger.TWO, PRIVATE_BITS));
            return new Agreement(generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK lacks Diffie-Hellman", impossible);
        }
    }

    /** Our public key as the service wants it: 128 bytes, also when the number is shorter. */
    byte[] ourPublicKey() {
        return padded(((DHPublicKey) ours.getPublic()).getY());
    }

    /**
     * The cipher of the session.
     *
     * @throws GeneralSecurityException when their key is no member of the group
     */
    SessionCipher finish(byte[] theirPublicKey) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("DH");
        agreement.init(ours.getPrivate());
        DHPublicKeySpec theirs = new DHPublicKeySpec(new BigInteger(1, theirPublicKey), PRIME, BigInteger.TWO);
        agreement.doPhase(KeyFactory.getInstance("DH").generatePublic(theirs), true);
        // The JDK gives as many bytes as the group has: the padding that the specification wants.
        byte[] shared = agreement.generateSecret();
        try {
            return new SessionCipher(KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(shared).thenExpand(new byte[0], KEY_BYTES)));
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    private static byte[] padded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[GROUP_BYTES];
        int length = Math.min(bytes.length, GROUP_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, GROUP_BYTES - length, length);
        return padded;
    }
}
