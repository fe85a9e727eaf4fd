package dev.coffer.age;

/** {@code age1...} */
public final class X25519Recipient {
    private X25519Recipient() {}
}
