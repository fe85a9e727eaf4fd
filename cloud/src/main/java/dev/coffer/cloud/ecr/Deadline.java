package dev.coffer.cloud.ecr;

import java.time.Duration;

/** The end of the time that one order has. */
final class Deadline {
    private final long start = System.nanoTime();
    private final Duration limit;

    Deadline(Duration limit) {
        this.limit = limit;
    }

    /** What is left; zero when it is over. */
    Duration left() {
        Duration left = limit.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
