package dev.coffer.age;

/** {@code AGE-SECRET-KEY-1...} */
public final class X25519Identity implements AutoCloseable {
    private X25519Identity() {}

    /** A new identity. */
    public static X25519Identity generate() {
        throw new UnsupportedOperationException();
    }

    /** Reads {@code AGE-SECRET-KEY-1...}. */
    public static X25519Identity parse(String text) {
        throw new UnsupportedOperationException();
    }

    /** The recipient. */
    public X25519Recipient recipient() {
        throw new UnsupportedOperationException();
    }

    /** {@code AGE-SECRET-KEY-1...} */
    public String encode() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
