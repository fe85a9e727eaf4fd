package dev.coffer.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a path component by component and knows how much of a pattern it can have matched so far. */
final class PatternMatcher {
    private final List<String> pattern;

    /** Element i: the path so far can have been matched by exactly the first i components of the pattern. */
    private boolean[] reached;

    PatternMatcher(List<String> components) {
        this.pattern = normalForm(components);
        this.reached = new boolean[pattern.size() + 1];
        reached[0] = true;
        passAny();
    }

    /** In each row of wildcards that has a {@code **}, one {@code **} and it first: the same ids match. */
    private static List<String> normalForm(List<String> components) {
        List<String> normal = new ArrayList<>(components.size());
        int row = 0;
        for (String component : components) {
            if (!component.equals(SecretPattern.ANY)) {
                normal.add(component);
            } else if (row == normal.size() || !normal.get(row).equals(SecretPattern.ANY)) {
                normal.add(row, component);
            }
            if (!component.equals(SecretPattern.ONE) && !component.equals(SecretPattern.ANY)) {
                row = normal.size();
            }
        }
        return normal;
    }

    /** The path goes on with this component; {@code *} is one that equals no literal. */
    void take(String component) {
        boolean[] next = new boolean[reached.length];
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.equals(SecretPattern.ANY)) {
                next[i] |= reached[i];
            } else if (wanted.equals(SecretPattern.ONE) || wanted.equals(component)) {
                next[i + 1] = reached[i];
            }
        }
        reached = next;
        passAny();
    }

    /**
     * The path goes on with any number of components that equal no literal: the number that leaves the least hope.
     *
     * <p>Only what comes after the last {@code **} that was reached counts, since whatever is before can be had from
     * there, too. As long as the {@code *} right after it still lack components, none at all is worst: each would help. Once
     * they have theirs, more do not help, and enough of them end every match that has gone further.
     */
    void takeWorst() {
        int any = pattern.size() - 1;
        while (any >= 0 && !(reached[any] && pattern.get(any).equals(SecretPattern.ANY))) {
            any--;
        }
        int satisfied = any + 1;
        while (any >= 0 && satisfied < pattern.size() && pattern.get(satisfied).equals(SecretPattern.ONE)) {
            satisfied++;
        }
        if (any < 0) {
            reached = new boolean[reached.length];
        } else if (reached[satisfied]) {
            Arrays.fill(reached, satisfied + 1, reached.length, false);
        }
    }

    /** True when the path is matched by the whole pattern. */
    boolean isAtEnd() {
        return reached[pattern.size()];
    }

    private void passAny() {
        for (int i = 0; i < pattern.size(); i++) {
            if (reached[i] && pattern.get(i).equals(SecretPattern.ANY)) {
                reached[i + 1] = true;
            }
        }
    }
}
