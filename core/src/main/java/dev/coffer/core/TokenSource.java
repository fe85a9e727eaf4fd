package dev.coffer.core;

import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.cloud.CloudRegistry;
import java.util.Map;

/** Gives tokens of clouds' registries. */
@FunctionalInterface
interface TokenSource {
    /**
     * The token for a registry.
     *
     * @param options what chooses the identity
     * @return {@link Lookup.Absent} when nobody is known whom the cloud could give one to
     */
    Lookup get(Request request, CloudRegistry registry, Map<String, String> options);
}
