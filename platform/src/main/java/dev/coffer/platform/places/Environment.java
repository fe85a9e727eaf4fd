package dev.coffer.platform.places;

import java.util.Map;
import java.util.Optional;

/**
 * The environment variables, as a value, so that a test can bring its own.
 *
 * @param variables name to value
 */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** The variable's value; empty when it is unset or empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
