package dev.coffer.age;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** RSA keys as {@code ssh-keygen -m PEM} and {@code openssl} write them, not encrypted. */
final class RsaKeyFile {
    /** {@code RSAPrivateKey} of RFC 8017, appendix A.1.2. */
    static final String PKCS1_LABEL = "RSA PRIVATE KEY";

    /** {@code PrivateKeyInfo} of RFC 5208, which may also hold keys of other kinds. */
    static final String PKCS8_LABEL = "PRIVATE KEY";

    /** Version 0 and the name rsaEncryption. */
    private static final byte[] PKCS8_START = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final byte OCTET_STRING = 0x04;
    private static final byte SEQUENCE = 0x30;

    private RsaKeyFile() {}

    static SshPrivateKey parsePkcs1(byte[] content) throws AgeException.KeyMalformed {
        byte[] string = element(OCTET_STRING, content);
        byte[] sequence = Arrays.copyOf(PKCS8_START, PKCS8_START.length + string.length);
        System.arraycopy(string, 0, sequence, PKCS8_START.length, string.length);
        byte[] pkcs8 = element(SEQUENCE, sequence);
        try {
            return parsePkcs8(pkcs8);
        } finally {
            Arrays.fill(string, (byte) 0);
            Arrays.fill(sequence, (byte) 0);
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    static SshPrivateKey parsePkcs8(byte[] content) throws AgeException.KeyMalformed {
        if (!(decode(content) instanceof RSAPrivateCrtKey key)) {
            throw notRsa();
        }
        SshRsaRecipient recipient = SshRsaRecipient.of(key.getModulus(), key.getPublicExponent());
        return SshRsaPrivateKey.of(
                recipient, key.getPrivateExponent(), key.getPrimeP(), key.getPrimeQ(), key.getCrtCoefficient());
    }

    private static PrivateKey decode(byte[] pkcs8) throws AgeException.KeyMalformed {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException refused) {
            throw notRsa();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java runtime cannot do RSA", impossible);
        }
    }

    private static AgeException.KeyMalformed notRsa() {
        return new AgeException.KeyMalformed(
                "the private key is damaged, or not one of RSA: others must be in the form of"
                        + " OpenSSH, -----BEGIN OPENSSH PRIVATE KEY-----");
    }

    /** An element of DER: its tag, the shortest form of its length, its content. */
    private static byte[] element(byte tag, byte[] content) {
        int length = content.length;
        if (length < 0x80) {
            return ByteBuffer.allocate(2 + length)
                    .put(tag)
                    .put((byte) length)
                    .put(content)
                    .array();
        }
        int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
        ByteBuffer element =
                ByteBuffer.allocate(2 + lengthBytes + length).put(tag).put((byte) (0x80 | lengthBytes));
        for (int i = lengthBytes - 1; i >= 0; i--) {
            element.put((byte) (length >> (i * Byte.SIZE)));
        }
        return element.put(content).array();
    }
}
