package dev.coffer.keychain.secretservice;

import java.time.Duration;

/** How long one operation may still take: so much for the service, more for a person, and never more than in all. */
final class OperationTime {
    /** As long as the other keystores wait for their locks. */
    private static final Duration OTHER_WRITERS = Duration.ofSeconds(30);

    private final SecretServiceSettings settings;
    private final Duration whole;
    private final long start = System.nanoTime();

    OperationTime(SecretServiceSettings settings, Duration whole) {
        this.settings = settings;
        this.whole = whole;
    }

    /** The time for what the bus and the service do by themselves. */
    Duration forService() {
        return atMost(settings.answerLimit());
    }

    /** The time for a person to answer. */
    Duration forPerson() {
        return atMost(settings.promptLimit());
    }

    /** The time for other processes to end their changes. */
    Duration forOtherWriters() {
        return atMost(OTHER_WRITERS);
    }

    private Duration atMost(Duration limit) {
        Duration left = whole.minusNanos(System.nanoTime() - start);
        return left.compareTo(limit) < 0 ? left : limit;
    }
}
