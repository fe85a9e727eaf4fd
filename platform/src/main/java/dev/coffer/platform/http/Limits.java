package dev.coffer.platform.http;

import java.time.Duration;

/**
 * How much one exchange may take.
 *
 * @param connect time until the connection, TLS included, stands
 * @param exchange time until the last byte of the answer
 * @param bodyBytes length of an answer's body
 */
public record Limits(Duration connect, Duration exchange, int bodyBytes) {
    /** 10 s to connect, 30 s in all, 1 MiB. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), 1 << 20);
}
