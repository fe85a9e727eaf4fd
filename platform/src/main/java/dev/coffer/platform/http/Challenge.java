package dev.coffer.platform.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way in which a server wants to be shown credentials (RFC 9110, section 11.3).
 *
 * @param scheme {@code basic}, {@code bearer}, in lower case
 * @param token68 the single value that some schemes carry in place of parameters
 * @param parameters names in lower case, values without quotes
 */
public record Challenge(String scheme, Optional<String> token68, Map<String, String> parameters) {
    public Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** The value of a parameter, by its name in lower case. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The first challenge of that scheme. */
    public static Optional<Challenge> find(List<Challenge> challenges, String scheme) {
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals(scheme)) {
                return Optional.of(challenge);
            }
        }
        return Optional.empty();
    }
}
