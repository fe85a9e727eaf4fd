package dev.coffer.age;

import java.util.List;

/** The way in: {@code Age.encryptTo(recipients)} and {@code Age.decryptWith(identities)}. */
public final class Age {
    private Age() {}

    /**
     * Encrypts so that each one of the recipients can decrypt alone.
     *
     * @throws IllegalArgumentException without a recipient
     */
    public static Encryptor encryptTo(Recipient... recipients) {
        return encryptTo(List.of(recipients));
    }

    /**
     * Encrypts so that each one of the recipients can decrypt alone.
     *
     * @throws IllegalArgumentException without a recipient
     */
    public static Encryptor encryptTo(List<? extends Recipient> recipients) {
        return new Encryptor(List.copyOf(recipients));
    }

    /**
     * Decrypts files that are encrypted to any one of the identities. They are asked in the order given.
     *
     * @throws IllegalArgumentException without an identity
     */
    public static Decryptor decryptWith(Identity... identities) {
        return decryptWith(List.of(identities));
    }

    /**
     * Decrypts files that are encrypted to any one of the identities. They are asked in the order given.
     *
     * @throws IllegalArgumentException without an identity
     */
    public static Decryptor decryptWith(List<? extends Identity> identities) {
        return new Decryptor(List.copyOf(identities));
    }
}
