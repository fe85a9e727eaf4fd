package dev.coffer.api.cloud;

import dev.coffer.api.ServerAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a {@link TokenFetcher} is to fetch.
 *
 * @param server the registry's address; {@link CloudRegistry#of} knows it
 * @param options what the route sets, by the names in {@link Cloud.Option}
 * @param allowedHosts further hosts, {@code host} or {@code host:port}, that the settings allow as token servers
 * @param limit how long it may take
 */
public record TokenOrder(ServerAddress server, Map<String, String> options, Set<String> allowedHosts, Duration limit) {
    public TokenOrder {
        options = Map.copyOf(options);
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
