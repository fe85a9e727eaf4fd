package dev.coffer.age;

import java.util.Arrays;

/**
 * The key of one file: 16 random bytes from which the keys of its header and payload are derived. {@link #close()} wipes
 * it; {@link #toString()} does not show it.
 */
public final class FileKey implements AutoCloseable {
    /** The number of bytes. */
    public static final int LENGTH = 16;

    private final byte[] bytes;

    private FileKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static FileKey random() {
        return new FileKey(RandomBytes.of(LENGTH));
    }

    /**
     * Takes a copy of the bytes; the caller may wipe its own.
     *
     * @throws IllegalArgumentException if they are not 16
     */
    public static FileKey copyOf(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a file key has 16 bytes, not " + bytes.length);
        }
        return new FileKey(bytes.clone());
    }

    /** A copy of the bytes, to be wrapped and then wiped by the caller. */
    public byte[] copyBytes() {
        return bytes.clone();
    }

    WipeableKey derive(byte[] salt, String info) {
        return Hkdf.derive(bytes, salt, info);
    }

    /** Overwrites the key with zeros. */
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "FileKey[redacted]";
    }
}
