package dev.coffer.api.cloud;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.WorkloadToken;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link TokenFetcher} is to fetch.
 *
 * @param server the registry's address; {@link CloudRegistry#of} knows it
 * @param options what the route sets, by the names in {@link Cloud.Option}
 * @param allowedHosts further hosts, {@code host} or {@code host:port}, that the settings allow as token servers
 * @param limit how long it may take
 * @param workload whose token is to be fetched; without it, this machine's or user's
 */
public record TokenOrder(
        ServerAddress server,
        Map<String, String> options,
        Set<String> allowedHosts,
        Duration limit,
        Optional<WorkloadToken> workload) {
    public TokenOrder {
        options = Map.copyOf(options);
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** An order for this machine's or user's own token. */
    public TokenOrder(ServerAddress server, Map<String, String> options, Set<String> allowedHosts, Duration limit) {
        this(server, options, allowedHosts, limit, Optional.empty());
    }
}
