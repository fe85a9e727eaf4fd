package dev.coffer.cloud.servers;

import java.time.Duration;

/** The end of the time that an order has, by the clock that nobody can set. */
public final class Deadline {
    private final long start = System.nanoTime();
    private final Duration limit;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    /** The time begins now. */
    public static Deadline after(Duration limit) {
        return new Deadline(limit);
    }

    /** What is left; zero when it is over. */
    public Duration left() {
        Duration left = limit.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
