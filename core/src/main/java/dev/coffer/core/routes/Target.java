package dev.coffer.core.routes;

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

    /** Nobody: such servers never get a credential. */
    record Deny() implements Target {
        @Override
        public String toString() {
            return "deny";
        }
    }
}
