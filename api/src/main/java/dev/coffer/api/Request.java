package dev.coffer.api;

import java.time.Duration;
import java.util.Optional;

/**
 * A question to a {@link CredentialSource}.
 *
 * @param server whose credential is wanted
 * @param account the user whose credential is wanted, where a source knows several
 * @param limit how long the answer may take
 * @param workload on whose behalf, where it is not the user of this process; the registries of clouds answer by it, and
 *     other sources have no use for it
 */
public record Request(
        ServerAddress server, Optional<String> account, Duration limit, Optional<WorkloadToken> workload) {
    /** The limit when nobody set one. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    /** A question of the user of this process. */
    public Request(ServerAddress server, Optional<String> account, Duration limit) {
        this(server, account, limit, Optional.empty());
    }

    /** The credential of the server, whoever's it is. */
    public static Request of(ServerAddress server) {
        return new Request(server, Optional.empty(), DEFAULT_LIMIT);
    }

    /** The credential that a workload has for the server. */
    public static Request of(ServerAddress server, WorkloadToken workload) {
        return new Request(server, Optional.empty(), DEFAULT_LIMIT, Optional.of(workload));
    }
}
