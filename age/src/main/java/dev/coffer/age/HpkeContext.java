package dev.coffer.age;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * HPKE in base mode with HKDF-SHA256 and ChaCha20-Poly1305, after the encapsulation: one key for one message without
 * associated data, which is all that age needs. {@link #close()} wipes the key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9180#section-5.1">RFC 9180, section 5.1</a>
 */
final class HpkeContext implements AutoCloseable {
    private static final int HKDF_SHA256 = 1;
    private static final int CHACHA20_POLY1305 = 3;
    private static final byte BASE_MODE = 0;
    private static final int KEY_LENGTH = 32;
    private static final byte[] NO_PRE_SHARED_KEY = {};

    private final WipeableKey key;
    private final byte[] nonce;

    /** Leaves the shared secret to the caller. */
    HpkeContext(int kemId, byte[] sharedSecret, String info) {
        LabeledHkdf hkdf = LabeledHkdf.ofHpke(kemId, HKDF_SHA256, CHACHA20_POLY1305);
        byte[] pskIdHash = hkdf.extract(Hkdf.NO_SALT, "psk_id_hash", NO_PRE_SHARED_KEY);
        byte[] infoHash = hkdf.extract(Hkdf.NO_SALT, "info_hash", info.getBytes(StandardCharsets.UTF_8));
        byte[] context = ByteBuffer.allocate(1 + pskIdHash.length + infoHash.length)
                .put(BASE_MODE)
                .put(pskIdHash)
                .put(infoHash)
                .array();
        byte[] secret = hkdf.extract(sharedSecret, "secret", NO_PRE_SHARED_KEY);
        try {
            key = new WipeableKey(hkdf.expand(secret, "key", context, KEY_LENGTH));
            nonce = hkdf.expand(secret, "base_nonce", context, ChaCha20Poly1305.NONCE_LENGTH);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The ciphertext and its tag. To be called once: the nonce is always the same. */
    byte[] seal(byte[] plaintext) {
        byte[] sealed = new byte[plaintext.length + ChaCha20Poly1305.TAG_LENGTH];
        new ChaCha20Poly1305(key).seal(nonce, plaintext, 0, plaintext.length, sealed, 0);
        return sealed;
    }

    /**
     * The plaintext.
     *
     * @param sealed as long as a tag or longer
     * @throws AEADBadTagException if it was sealed with another shared secret, or changed
     */
    byte[] open(byte[] sealed) throws AEADBadTagException {
        byte[] plaintext = new byte[sealed.length - ChaCha20Poly1305.TAG_LENGTH];
        new ChaCha20Poly1305(key).open(nonce, sealed, 0, sealed.length, plaintext, 0);
        return plaintext;
    }

    /** A copy, for the published vectors, whose messages have associated data. */
    byte[] key() {
        return key.getEncoded();
    }

    /** A copy, for the published vectors, which have more messages than one. */
    byte[] nonce() {
        return nonce.clone();
    }

    @Override
    public void close() {
        key.close();
    }
}
