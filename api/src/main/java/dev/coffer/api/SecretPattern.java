package dev.coffer.api;

import java.util.List;

/**
 * Selects secret ids: like an id, but a component may be {@code *} (exactly one component) or {@code **} (any number
 * of components, also none). A wildcard fills its component.
 *
 * <p>The grammar is that of Docker's secrets engine ({@code x/secrets}). Upstream decides inclusion by matching the other
 * pattern as if it were an id, and so finds {@code a/b/**} to include {@code a/*}{@code /c/*}; here the sets of
 * ids are compared. Each question takes time in proportion to the product of the two lengths, however many wildcards
 * there are.
 *
 * @param value the whole pattern
 */
public record SecretPattern(String value) {
    static final String ONE = "*";
    static final String ANY = "**";

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
        PatternMatcher matcher = new PatternMatcher(components());
        for (String component : id.components()) {
            matcher.take(component);
        }
        return matcher.isAtEnd();
    }

    /** True when every id that the other selects is selected by this one, too. */
    public boolean includes(SecretPattern other) {
        PatternMatcher matcher = new PatternMatcher(components());
        List<String> others = other.components();
        if (isOnlyAny(others)) {
            // No id is empty.
            matcher.take(ONE);
        }
        for (String component : others) {
            if (component.equals(ANY)) {
                matcher.takeWorst();
            } else {
                // A "*" of the other stands for a component that no literal here is equal to.
                matcher.take(component);
            }
        }
        return matcher.isAtEnd();
    }

    /** True when some id is selected by both. */
    public boolean intersects(SecretPattern other) {
        List<String> mine = components();
        List<String> theirs = other.components();
        // possible[j]: some path is matched by my first i components and by the first j of the other's.
        boolean[] possible = new boolean[theirs.size() + 1];
        possible[0] = true;
        for (int j = 1; j < possible.length; j++) {
            possible[j] = possible[j - 1] && theirs.get(j - 1).equals(ANY);
        }
        for (String component : mine) {
            boolean any = component.equals(ANY);
            boolean[] next = new boolean[possible.length];
            next[0] = any && possible[0];
            for (int j = 1; j < next.length; j++) {
                String their = theirs.get(j - 1);
                if (any || their.equals(ANY)) {
                    next[j] = possible[j] || next[j - 1];
                } else {
                    next[j] = possible[j - 1] && (isOne(component) || isOne(their) || component.equals(their));
                }
            }
            possible = next;
        }
        return possible[theirs.size()];
    }

    private List<String> components() {
        return List.of(value.split("/", -1));
    }

    private static boolean isOnlyAny(List<String> components) {
        for (String component : components) {
            if (!component.equals(ANY)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWildcard(String component) {
        return isOne(component) || component.equals(ANY);
    }

    private static boolean isOne(String component) {
        return component.equals(ONE);
    }

    @Override
    public String toString() {
        return value;
    }
}
