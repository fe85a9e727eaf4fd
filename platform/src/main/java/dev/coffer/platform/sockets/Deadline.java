package dev.coffer.platform.sockets;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment after which nothing is waited for. */
final class Deadline {
    private final Duration limit;
    private final long start = System.nanoTime();

    Deadline(Duration limit) {
        this.limit = limit;
    }

    /** What is left, at least 1. */
    long millisLeft() throws SocketTimeoutException {
        Duration left = limit.minusNanos(System.nanoTime() - start);
        if (!left.isPositive()) {
            throw new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
        }
        return Math.max(1, left.toMillis());
    }
}
