package dev.coffer.age;

import java.security.InvalidKeyException;

/**
 * A public key of one of the key encapsulation mechanisms that age uses with HPKE.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9180#section-4">RFC 9180, section 4</a>
 */
sealed interface EncapsulationKey permits DhKemP256Key, MlKem768P256Key, MlKem768X25519Key {
    /** Where a mechanism takes its random bytes from; the published vectors give their own. */
    @FunctionalInterface
    interface Randomness {
        byte[] bytes(int length);
    }

    /** The number of the mechanism in HPKE. */
    int kemId();

    /**
     * A fresh secret, and what the owner of the private key needs to find it.
     *
     * @throws InvalidKeyException if this is a point of low order: the secret would be none
     */
    Encapsulation encapsulate(Randomness random) throws InvalidKeyException;
}
