package dev.coffer.api;

import java.util.List;

/**
 * Selects secret ids: like an id, but a component may be {@code *} (exactly one component) or {@code **} (any number
 * of components, also none). A wildcard fills its component.
 *
 * @param value the whole pattern
 */
public record SecretPattern(String value) {
    public SecretPattern {
        if (value.length() > SecretId.MAX_LENGTH) {
            throw new IllegalArgumentException("secret pattern longer than " + SecretId.MAX_LENGTH + " characters");
        }
        for (String component : value.split("/", -1)) {
            if (!isWildcard(component) && !SecretId.isComponent(component)) {
                throw new IllegalArgumentException(
                        "not a secret pattern (components of A-Z a-z 0-9 . _ - :, or * or **, joined by /)");
            }
        }
    }

    /** True when the pattern selects the id. */
    public boolean matches(SecretId id) {
        List<String> wanted = List.of(value.split("/", -1));
        List<String> given = id.components();
        // reached[j]: the pattern so far can have consumed the first j components. Linear in both, however many "**".
        boolean[] reached = new boolean[given.size() + 1];
        reached[0] = true;
        for (String component : wanted) {
            boolean[] next = new boolean[reached.length];
            for (int j = 0; j < reached.length; j++) {
                if (component.equals("**")) {
                    next[j] = reached[j] || (j > 0 && next[j - 1]);
                } else if (j > 0 && reached[j - 1]) {
                    next[j] = component.equals("*") || component.equals(given.get(j - 1));
                }
            }
            reached = next;
        }
        return reached[given.size()];
    }

    private static boolean isWildcard(String component) {
        return component.equals("*") || component.equals("**");
    }

    @Override
    public String toString() {
        return value;
    }
}
