package dev.coffer.cloud.acr;

import java.time.Duration;

/** The end of a fetch, by the clock that nobody can set. */
record Deadline(long nanoTime) {
    static Deadline after(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** What is left; negative when it is over. */
    Duration remaining() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }
}
