package dev.coffer.keychain.secretservice;

import java.time.Duration;

/** How long one operation may still take: so much for the service, more for a person, and never more than in all. */
final class OperationTime {
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

    private Duration atMost(Duration limit) {
        Duration left = whole.minusNanos(System.nanoTime() - start);
        return left.compareTo(limit) < 0 ? left : limit;
    }
}
