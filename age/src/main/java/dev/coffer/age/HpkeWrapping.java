package dev.coffer.age;

import java.security.InvalidKeyException;
import java.util.Arrays;

/**
 * A file key, sealed with HPKE: what the stanzas {@code mlkem768x25519}, {@code p256tag} and {@code mlkem768p256tag}
 * have in common.
 *
 * @param enc the encapsulated key, an argument of the stanza
 * @param body the encrypted file key
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record HpkeWrapping(byte[] enc, byte[] body) {
    /** The file key and its tag. */
    static final int BODY_LENGTH = FileKey.LENGTH + ChaCha20Poly1305.TAG_LENGTH;

    /** What binds the key to the type of the stanza. */
    static String info(String type) {
        return "age-encryption.org/" + type;
    }

    /**
     * Seals the file key.
     *
     * @throws AgeException.KeyMalformed if the recipient has a point of low order: nothing encrypted to it is secret
     */
    static HpkeWrapping of(FileKey fileKey, String type, EncapsulationKey recipient) throws AgeException.KeyMalformed {
        byte[] plain = fileKey.copyBytes();
        try (Encapsulation encapsulation = recipient.encapsulate(RandomBytes::of);
                HpkeContext hpke = new HpkeContext(recipient.kemId(), encapsulation.secret(), info(type))) {
            return new HpkeWrapping(encapsulation.enc(), hpke.seal(plain));
        } catch (InvalidKeyException lowOrder) {
            throw new AgeException.KeyMalformed("the recipient has a point of low order, nothing would be secret");
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
