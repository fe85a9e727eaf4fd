package dev.coffer.docker.tools;

/** Go's {@code filepath.Match} for one label: {@code *}, {@code ?}, {@code [a-z]}, and a backslash before any of them. */
final class LabelPattern {
    private final String pattern;
    private final String label;

    private LabelPattern(String pattern, String label) {
        this.pattern = pattern;
        this.label = label;
    }

    /** True when the whole label fits. A pattern that is none fits nothing. */
    static boolean matches(String pattern, String label) {
        return new LabelPattern(pattern, label).matches();
    }

    /** Goes back to the last star only: what an earlier one could take, the last one can take as well. */
    private boolean matches() {
        int p = 0;
        int l = 0;
        int star = -1;
        int afterStar = 0;
        while (true) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                afterStar = l;
            } else if (l == label.length()) {
                return p == pattern.length();
            } else {
                int end = oneCharacter(p, label.charAt(l));
                if (end >= 0) {
                    p = end;
                    l++;
                } else if (star >= 0) {
                    p = star + 1;
                    l = ++afterStar;
                } else {
                    return false;
                }
            }
        }
    }

    /** The index behind the part of the pattern at the index when it fits the character, else -1. */
    private int oneCharacter(int at, char c) {
        if (at >= pattern.length()) {
            return -1;
        }
        char p = pattern.charAt(at);
        if (p == '?') {
            return at + 1;
        }
        if (p == '[') {
            return inClass(at + 1, c);
        }
        int literal = p == '\\' ? at + 1 : at;
        return literal < pattern.length() && pattern.charAt(literal) == c ? literal + 1 : -1;
    }

    private int inClass(int from, char c) {
        int at = from;
        boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
        at += negated ? 1 : 0;
        boolean fits = false;
        int first = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
            char low = pattern.charAt(at);
            boolean range = at + 2 < pattern.length() && pattern.charAt(at + 1) == '-' && pattern.charAt(at + 2) != ']';
            char high = range ? pattern.charAt(at + 2) : low;
            fits |= low <= c && c <= high;
            at += range ? 3 : 1;
        }
        return at < pattern.length() && fits != negated ? at + 1 : -1;
    }
}
