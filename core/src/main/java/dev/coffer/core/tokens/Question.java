package dev.coffer.core.tokens;

import dev.coffer.api.Request;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One request for a token, and how much of its time is left.
 *
 * @param startNanos when it came, by {@link System#nanoTime}
 * @param start the same by the clock
 */
record Question(Request request, CloudRegistry registry, Map<String, String> options, long startNanos, Instant start) {
    Question(Request request, CloudRegistry registry, Map<String, String> options, Instant now) {
        this(request, registry, options, System.nanoTime(), now);
    }

    /** What is left; zero when the time is over. */
    Duration left() {
        Duration left = request.limit().minusNanos(System.nanoTime() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    Cloud cloud() {
        return registry.cloud();
    }

    String server() {
        return request.server().spelling();
    }
}
