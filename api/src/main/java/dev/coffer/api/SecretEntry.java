package dev.coffer.api;

import java.util.Map;

/** One line of a secret store's table. */
public record SecretEntry(SecretId id, Map<String, String> metadata) {
    public SecretEntry {
        metadata = Map.copyOf(metadata);
    }
}
