package dev.coffer.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a store's table.
 *
 * @param server the server address as it was last stored
 * @param username the user name
 * @param expires when the secret stops being valid, if that is known
 */
public record Entry(String server, String username, Optional<Instant> expires) {}
