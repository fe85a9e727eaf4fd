package dev.coffer.age;

import java.util.Arrays;

/** An own copy of a passphrase, until it is wiped. */
final class Passphrase implements AutoCloseable {
    private final byte[] bytes;
    private boolean closed;

    Passphrase(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy, which the caller wipes. */
    synchronized byte[] copy() {
        if (closed) {
            throw new IllegalStateException("the passphrase was wiped");
        }
        return bytes.clone();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }
}
