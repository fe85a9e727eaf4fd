package dev.coffer.age;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** An {@code ssh-rsa} key. */
final class SshRsaRecipient extends SshRecipient {
    static final String TYPE = "ssh-rsa";

    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 16_384;
    private static final int MAX_EXPONENT_BITS = 31;
    private static final String LABEL = "age-encryption.org/v1/ssh-rsa";

    private final BigInteger modulus;
    private final BigInteger exponent;

    private SshRsaRecipient(byte[] wire, BigInteger modulus, BigInteger exponent) {
        super(TYPE, wire);
        this.modulus = modulus;
        this.exponent = exponent;
    }

    static SshRsaRecipient read(SshReader reader, byte[] wire) throws AgeException.KeyMalformed {
        BigInteger exponent = reader.positive();
        BigInteger modulus = reader.positive();
        reader.requireEnd();
        return checked(wire, modulus, exponent);
    }

    static SshRsaRecipient of(BigInteger modulus, BigInteger exponent) throws AgeException.KeyMalformed {
        byte[] type = TYPE.getBytes(StandardCharsets.US_ASCII);
        byte[] e = exponent.toByteArray();
        byte[] n = modulus.toByteArray();
        ByteBuffer wire = ByteBuffer.allocate(3 * Integer.BYTES + type.length + e.length + n.length);
        wire.putInt(type.length)
                .put(type)
                .putInt(e.length)
                .put(e)
                .putInt(n.length)
                .put(n);
        return checked(wire.array(), modulus, exponent);
    }

    private static SshRsaRecipient checked(byte[] wire, BigInteger modulus, BigInteger exponent)
            throws AgeException.KeyMalformed {
        int bits = modulus.bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new AgeException.KeyMalformed(
                    "an ssh-rsa key has " + MIN_BITS + " to " + MAX_BITS + " bits here, not " + bits);
        }
        if (modulus.signum() < 0
                || exponent.signum() < 0
                || !modulus.testBit(0)
                || !exponent.testBit(0)
                || exponent.equals(BigInteger.ONE)
                || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new AgeException.KeyMalformed("the ssh-rsa key is damaged: no RSA key has such numbers");
        }
        return new SshRsaRecipient(wire, modulus, exponent);
    }

    @Override
    int argumentCount() {
        return 1;
    }

    @Override
    public WrappedFileKey wrap(FileKey fileKey) {
        byte[] plain = fileKey.copyBytes();
        try {
            return WrappedFileKey.of(new Stanza(TYPE, List.of(tag()), encrypt(plain)));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    byte[] encrypt(byte[] plain) {
        try {
            Key key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return oaep(Cipher.ENCRYPT_MODE, key).doFinal(plain);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("RSA failed to encrypt", impossible);
        }
    }

    /** RSA-OAEP with both digests named: the JDK would take SHA-1 for the second. */
    static Cipher oaep(int mode, Key key) throws GeneralSecurityException {
        OAEPParameterSpec parameters = new OAEPParameterSpec(
                "SHA-256",
                "MGF1",
                MGF1ParameterSpec.SHA256,
                new PSource.PSpecified(LABEL.getBytes(StandardCharsets.US_ASCII)));
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(mode, key, parameters);
        return cipher;
    }

    BigInteger modulus() {
        return modulus;
    }

    BigInteger exponent() {
        return exponent;
    }
}
