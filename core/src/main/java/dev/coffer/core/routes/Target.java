package dev.coffer.core.routes;

import dev.coffer.api.cloud.Cloud;
import java.util.Map;
import java.util.TreeMap;

/** Who answers for a route. */
public sealed interface Target {
    /** The prefix under which settings name a foreign credential helper. */
    String HELPER_PREFIX = "helper:";

    /** A foreign {@code docker-credential-SUFFIX}. */
    record Helper(String suffix) implements Target {
        @Override
        public String toString() {
            return HELPER_PREFIX + suffix;
        }
    }

    /**
     * A cloud, which gives tokens for its own registries only.
     *
     * @param options what chooses the identity, by the names in {@link Cloud.Option}
     */
    record Tokens(Cloud cloud, Map<String, String> options) implements Target {
        public Tokens {
            options = Map.copyOf(options);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(cloud.id());
            new TreeMap<>(options)
                    .forEach((name, value) ->
                            text.append(", ").append(name).append(' ').append(value));
            return text.toString();
        }
    }

    /** Nobody: such servers never get a credential. */
    record Deny() implements Target {
        @Override
        public String toString() {
            return "deny";
        }
    }
}
