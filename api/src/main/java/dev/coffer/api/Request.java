package dev.coffer.api;

import java.time.Duration;
import java.util.Optional;

/**
 * A question to a {@link CredentialSource}.
 *
 * @param server whose credential is wanted
 * @param account the user whose credential is wanted, where a source knows several
 * @param limit how long the answer may take
 */
public record Request(ServerAddress server, Optional<String> account, Duration limit) {
    /** The limit when nobody set one. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    /** The credential of the server, whoever's it is. */
    public static Request of(ServerAddress server) {
        return new Request(server, Optional.empty(), DEFAULT_LIMIT);
    }
}
