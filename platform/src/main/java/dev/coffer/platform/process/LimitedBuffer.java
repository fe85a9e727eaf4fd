package dev.coffer.platform.process;

import java.util.Arrays;

/** Bytes up to a limit, written by one thread and taken by another, overwritten when they are no longer needed. */
final class LimitedBuffer {
    private static final int FIRST_SIZE = 1024;

    private final int limit;
    private byte[] bytes = new byte[0];
    private int length;
    private boolean overfull;

    LimitedBuffer(int limit) {
        this.limit = limit;
    }

    /** Keeps as many of the first {@code count} bytes as fit. */
    synchronized void append(byte[] chunk, int count) {
        int fitting = Math.min(count, limit - length);
        overfull |= fitting < count;
        if (length + fitting > bytes.length) {
            byte[] larger = Arrays.copyOf(bytes, Math.max(FIRST_SIZE, Math.max(length + fitting, 2 * length)));
            Arrays.fill(bytes, (byte) 0);
            bytes = larger;
        }
        System.arraycopy(chunk, 0, bytes, length, fitting);
        length += fitting;
    }

    /** True when more was written than fits. */
    synchronized boolean isOverfull() {
        return overfull;
    }

    synchronized byte[] content() {
        return Arrays.copyOf(bytes, length);
    }

    synchronized void wipe() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }
}
