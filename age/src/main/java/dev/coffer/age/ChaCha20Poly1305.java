package dev.coffer.age;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/** ChaCha20-Poly1305 (RFC 8439) with one key and no associated data. The caller sees to it that no nonce comes twice. */
final class ChaCha20Poly1305 {
    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;

    private final Cipher cipher;
    private final SecretKey key;

    ChaCha20Poly1305(SecretKey key) {
        this.key = key;
        try {
            cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime cannot do ChaCha20-Poly1305", missing);
        }
    }

    /** Writes ciphertext and tag to {@code out}, which must have room for them, and returns their length. */
    int seal(byte[] nonce, byte[] plaintext, int offset, int length, byte[] out, int outOffset) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
            return cipher.doFinal(plaintext, offset, length, out, outOffset);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("ChaCha20-Poly1305 failed to encrypt", impossible);
        }
    }

    /** Writes the plaintext to {@code out}, which must have room for it, and returns its length. */
    int open(byte[] nonce, byte[] sealed, int offset, int length, byte[] out, int outOffset)
            throws AEADBadTagException {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
            return cipher.doFinal(sealed, offset, length, out, outOffset);
        } catch (AEADBadTagException damaged) {
            throw damaged;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("ChaCha20-Poly1305 failed to decrypt", impossible);
        }
    }
}
