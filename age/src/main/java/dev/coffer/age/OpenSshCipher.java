package dev.coffer.age;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/** How {@code ssh-keygen -Z} can encrypt a private key: all that OpenSSH 9 offers. */
enum OpenSshCipher {
    AES_128_CBC("aes128-cbc", Mode.CBC, "AES", 16, 16, 16),
    AES_192_CBC("aes192-cbc", Mode.CBC, "AES", 24, 16, 16),
    AES_256_CBC("aes256-cbc", Mode.CBC, "AES", 32, 16, 16),
    AES_128_CTR("aes128-ctr", Mode.CTR, "AES", 16, 16, 16),
    AES_192_CTR("aes192-ctr", Mode.CTR, "AES", 24, 16, 16),
    AES_256_CTR("aes256-ctr", Mode.CTR, "AES", 32, 16, 16),
    AES_128_GCM("aes128-gcm@openssh.com", Mode.GCM, "AES", 16, 12, 16),
    AES_256_GCM("aes256-gcm@openssh.com", Mode.GCM, "AES", 32, 12, 16),
    TRIPLE_DES_CBC("3des-cbc", Mode.CBC, "DESede", 24, 8, 8),
    /** The second half of the key is for the lengths of packets, which a file does not have. */
    CHACHA20_POLY1305("chacha20-poly1305@openssh.com", Mode.POLY1305, "ChaCha20", 64, 0, 8);

    private enum Mode {
        CBC,
        CTR,
        GCM,
        POLY1305
    }

    private static final int TAG_LENGTH = 16;
    private static final int CHACHA20_KEY_LENGTH = 32;

    private final String sshName;
    private final Mode mode;
    private final String algorithm;
    private final int keyLength;
    private final int ivLength;
    private final int blockLength;

    OpenSshCipher(String sshName, Mode mode, String algorithm, int keyLength, int ivLength, int blockLength) {
        this.sshName = sshName;
        this.mode = mode;
        this.algorithm = algorithm;
        this.keyLength = keyLength;
        this.ivLength = ivLength;
        this.blockLength = blockLength;
    }

    /** The cipher that OpenSSH calls so. */
    static Optional<OpenSshCipher> named(String sshName) {
        for (OpenSshCipher cipher : values()) {
            if (cipher.sshName.equals(sshName)) {
                return Optional.of(cipher);
            }
        }
        return Optional.empty();
    }

    /** How many bytes are to be derived from the passphrase: a key, then an initialization vector. */
    int secretLength() {
        return keyLength + ivLength;
    }

    /** What the plaintext is padded to. */
    int blockLength() {
        return blockLength;
    }

    /** How many bytes follow the ciphertext. */
    int tagLength() {
        return mode == Mode.GCM || mode == Mode.POLY1305 ? TAG_LENGTH : 0;
    }

    /**
     * Decrypts whole blocks and the tag that follows them.
     *
     * @return empty if the tag shows that the key is wrong; ciphers without a tag do not notice
     */
    Optional<byte[]> decrypt(byte[] secret, byte[] sealed) {
        byte[] key = Arrays.copyOf(secret, keyLength);
        byte[] iv = Arrays.copyOfRange(secret, keyLength, secret.length);
        try {
            return Optional.of(
                    switch (mode) {
                        case CBC -> decrypt("/CBC/NoPadding", key, new IvParameterSpec(iv), sealed);
                        case CTR -> decrypt("/CTR/NoPadding", key, new IvParameterSpec(iv), sealed);
                        case GCM ->
                            decrypt("/GCM/NoPadding", key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv), sealed);
                        case POLY1305 -> decryptPoly1305(Arrays.copyOf(key, CHACHA20_KEY_LENGTH), sealed);
                    });
        } catch (BadPaddingException wrongTag) {
            return Optional.empty();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime cannot do " + sshName, missing);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] decrypt(String transformation, byte[] key, AlgorithmParameterSpec parameters, byte[] sealed)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(algorithm + transformation);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), parameters);
        return cipher.doFinal(sealed);
    }

    /** Not RFC 8439: the tag is over the ciphertext alone, without padding and lengths. */
    private byte[] decryptPoly1305(byte[] key, byte[] sealed) throws GeneralSecurityException {
        int length = sealed.length - TAG_LENGTH;
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(chaCha20(key, 0, new byte[32])));
        mac.update(sealed, 0, length);
        byte[] tag = new byte[TAG_LENGTH];
        mac.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(sealed, length, sealed.length))) {
            throw new BadPaddingException("wrong tag");
        }
        return chaCha20(key, 1, Arrays.copyOf(sealed, length));
    }

    /** With the nonce zero, the sequence number of the first packet. */
    private byte[] chaCha20(byte[] key, int counter, byte[] text) throws GeneralSecurityException {
        byte[] nonce = new byte[ChaCha20Poly1305.NONCE_LENGTH];
        return decrypt("", key, new ChaCha20ParameterSpec(nonce, counter), text);
    }
}
