package dev.coffer.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;

/** The secret half of an {@code ssh-rsa} key. Java's big numbers cannot be wiped: {@link #close()} only lets go. */
final class SshRsaPrivateKey implements SshPrivateKey {
    private final SshRsaRecipient recipient;
    private final PrivateKey key;

    private SshRsaPrivateKey(SshRsaRecipient recipient, PrivateKey key) {
        this.recipient = recipient;
        this.key = key;
    }

    /** Reads what OpenSSH keeps. */
    static SshRsaPrivateKey read(SshReader reader, SshRsaRecipient recipient) throws AgeException.KeyMalformed {
        BigInteger modulus = reader.positive();
        BigInteger exponent = reader.positive();
        BigInteger secret = reader.positive();
        BigInteger inverse = reader.positive();
        BigInteger p = reader.positive();
        BigInteger q = reader.positive();
        if (!modulus.equals(recipient.modulus()) || !exponent.equals(recipient.exponent())) {
            throw damaged();
        }
        return of(recipient, secret, p, q, inverse);
    }

    /**
     * A key of all its numbers.
     *
     * @throws AgeException.KeyMalformed if they do not belong together
     */
    static SshRsaPrivateKey of(
            SshRsaRecipient recipient, BigInteger secret, BigInteger p, BigInteger q, BigInteger inverse)
            throws AgeException.KeyMalformed {
        BigInteger exponent = recipient.exponent();
        if (p.bitLength() < 2 || q.bitLength() < 2 || !p.multiply(q).equals(recipient.modulus())) {
            throw damaged();
        }
        BigInteger secretOfP = secret.mod(p.subtract(BigInteger.ONE));
        BigInteger secretOfQ = secret.mod(q.subtract(BigInteger.ONE));
        boolean fits = isOne(exponent.multiply(secretOfP).mod(p.subtract(BigInteger.ONE)))
                && isOne(exponent.multiply(secretOfQ).mod(q.subtract(BigInteger.ONE)))
                && isOne(inverse.multiply(q).mod(p));
        if (!fits) {
            throw damaged();
        }
        try {
            return new SshRsaPrivateKey(
                    recipient,
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(new RSAPrivateCrtKeySpec(
                                    recipient.modulus(), exponent, secret, p, q, secretOfP, secretOfQ, inverse)));
        } catch (GeneralSecurityException refused) {
            throw damaged();
        }
    }

    private static boolean isOne(BigInteger number) {
        return number.equals(BigInteger.ONE);
    }

    private static AgeException.KeyMalformed damaged() {
        return new AgeException.KeyMalformed("the SSH key is damaged: its numbers do not belong together");
    }

    @Override
    public SshRecipient recipient() {
        return recipient;
    }

    @Override
    public Optional<FileKey> unwrap(Stanza stanza) throws AgeException.HeaderMalformed {
        byte[] plain;
        try {
            plain = SshRsaRecipient.oaep(Cipher.DECRYPT_MODE, key).doFinal(stanza.body());
        } catch (BadPaddingException | IllegalBlockSizeException forAnotherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("RSA failed to decrypt", impossible);
        }
        try {
            if (plain.length != FileKey.LENGTH) {
                throw new AgeException.HeaderMalformed(
                        "the file key in an ssh-rsa stanza has " + FileKey.LENGTH + " bytes, not " + plain.length);
            }
            return Optional.of(FileKey.copyOf(plain));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public void close() {}
}
