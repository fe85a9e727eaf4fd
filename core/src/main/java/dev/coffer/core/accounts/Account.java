package dev.coffer.core.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * One of several credentials for the same server.
 *
 * @param server the server address as it was last stored
 * @param username the user name
 * @param active true for the one that a look-up answers
 * @param store the name of the store that keeps it
 * @param expires when the secret stops being valid, if that is known
 */
public record Account(String server, String username, boolean active, String store, Optional<Instant> expires) {}
