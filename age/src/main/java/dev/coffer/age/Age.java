package dev.coffer.age;

/** The way in: encrypts to recipients, decrypts with identities. */
public final class Age {
    private Age() {}

    /** Encrypts the whole text to the recipients. */
    public static byte[] encrypt(byte[] plaintext, X25519Recipient... recipients) {
        throw new UnsupportedOperationException();
    }

    /** Decrypts a whole file. */
    public static byte[] decrypt(byte[] file, X25519Identity... identities) throws AgeException {
        throw new UnsupportedOperationException();
    }
}
