package dev.coffer.keychain.secretservice;

import java.time.Duration;
import java.util.Optional;

/**
 * How the Secret Service is used.
 *
 * @param collection the one collection that is used: its object path, the last part of that, or its label. Without
 *     it, new items go into the default collection, and all collections are searched
 * @param plainSession true to accept secrets unencrypted on the bus from a service that knows no encryption
 * @param answerLimit how long the bus and the service may take for one operation
 * @param promptLimit how long a person may take to answer a prompt
 */
public record SecretServiceSettings(
        Optional<String> collection, boolean plainSession, Duration answerLimit, Duration promptLimit) {
    /** The default collection, encrypted, 10 seconds for the service and a minute for a person. */
    public static final SecretServiceSettings DEFAULT =
            new SecretServiceSettings(Optional.empty(), false, Duration.ofSeconds(10), Duration.ofMinutes(1));
}
