package dev.coffer.api;

import java.util.Map;

/**
 * A secret as a {@link SecretStore} gives it back.
 *
 * @param metadata what its owner wrote beside it; not secret, but as well protected
 */
public record StoredSecret(SecretId id, Secret secret, Map<String, String> metadata) {
    public StoredSecret {
        metadata = Map.copyOf(metadata);
    }
}
