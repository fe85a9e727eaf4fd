package dev.coffer.core.tokens;

import dev.coffer.api.cloud.Cloud;
import java.time.Instant;
import java.util.Map;

/**
 * What may be told about a remembered token.
 *
 * @param server for which it was fetched; it may be good for others too
 * @param identity whose it is, as far as the cloud said; may be empty
 * @param options what the route set
 */
public record CachedToken(
        Cloud cloud, String server, String identity, Map<String, String> options, Instant obtained, Instant expires) {
    public CachedToken {
        options = Map.copyOf(options);
    }
}
