package dev.coffer.keychain.secretservice;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128 in CBC mode, as the session's algorithm has it. It protects against who reads along, not against who changes:
 * that is the bus's part.
 */
final class SessionCipher {
    private static final int BLOCK = 16;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SessionCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** An encrypted secret. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    record Sealed(byte[] iv, byte[] bytes) {}

    Sealed encrypt(byte[] secret) {
        byte[] iv = new byte[BLOCK];
        random.nextBytes(iv);
        try {
            return new Sealed(iv, cipher(Cipher.ENCRYPT_MODE, iv).doFinal(secret));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK lacks AES/CBC", impossible);
        }
    }

    byte[] decrypt(Sealed sealed) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, sealed.iv()).doFinal(sealed.bytes());
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, key, new IvParameterSpec(iv));
        return cipher;
    }
}
