package dev.coffer.kubernetes.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shell glob with the meaning of Go's {@code path.Match}: {@code *} is any run of characters but {@code /}, {@code ?}
 * one such character, {@code [a-c]} and {@code [^a-c]} one character in or not in the ranges, and a backslash takes away
 * the meaning of what follows. The whole text must match, with case.
 */
final class LabelGlob {
    private final List<Token> tokens;

    private LabelGlob(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Reads a glob; empty when it is malformed, and a malformed one matches nothing. */
    static Optional<LabelGlob> parse(String text) {
        return new Parser(text).parse();
    }

    /** One thing to match. */
    private sealed interface Token {
        record Star() implements Token {}

        record AnyCharacter() implements Token {}

        record Literal(int codePoint) implements Token {}

        record CharacterClass(boolean negated, List<Range> ranges) implements Token {}
    }

    private record Range(int low, int high) {
        boolean holds(int codePoint) {
            return low <= codePoint && codePoint <= high;
        }
    }

    /** Goes back to the last star only: what an earlier one could take more, the last one can take as well. */
    boolean matches(String text) {
        int[] points = text.codePoints().toArray();
        int token = 0;
        int at = 0;
        int starToken = -1;
        int starEnd = 0;
        while (at < points.length || token < tokens.size()) {
            if (token < tokens.size()) {
                if (tokens.get(token) instanceof Token.Star) {
                    starToken = token++;
                    starEnd = at;
                    continue;
                }
                if (at < points.length && matchesOne(tokens.get(token), points[at])) {
                    token++;
                    at++;
                    continue;
                }
            }
            if (starToken < 0 || starEnd == points.length || points[starEnd] == '/') {
                return false;
            }
            at = ++starEnd;
            token = starToken + 1;
        }
        return true;
    }

    private static boolean matchesOne(Token token, int codePoint) {
        return switch (token) {
            case Token.Star star -> false;
            case Token.AnyCharacter any -> codePoint != '/';
            case Token.Literal literal -> literal.codePoint() == codePoint;
            case Token.CharacterClass characters ->
                characters.ranges().stream().anyMatch(range -> range.holds(codePoint)) != characters.negated();
        };
    }

    private static final class Parser {
        private static final int END = -1;

        private final int[] points;
        private int at;

        Parser(String text) {
            points = text.codePoints().toArray();
        }

        Optional<LabelGlob> parse() {
            List<Token> tokens = new ArrayList<>();
            while (at < points.length) {
                Optional<Token> token =
                        switch (points[at++]) {
                            case '*' -> Optional.of(new Token.Star());
                            case '?' -> Optional.of(new Token.AnyCharacter());
                            case '[' -> characterClass();
                            case '\\' ->
                                at < points.length ? Optional.of(new Token.Literal(points[at++])) : Optional.empty();
                            default -> Optional.of(new Token.Literal(points[at - 1]));
                        };
                if (token.isEmpty()) {
                    return Optional.empty();
                }
                tokens.add(token.get());
            }
            return Optional.of(new LabelGlob(tokens));
        }

        private Optional<Token> characterClass() {
            boolean negated = peek() == '^';
            if (negated) {
                at++;
            }
            List<Range> ranges = new ArrayList<>();
            while (ranges.isEmpty() || peek() != ']') {
                int low = classCharacter();
                int high = low;
                if (low != END && peek() == '-') {
                    at++;
                    high = classCharacter();
                }
                if (low == END || high == END) {
                    return Optional.empty();
                }
                ranges.add(new Range(low, high));
            }
            at++;
            return Optional.of(new Token.CharacterClass(negated, List.copyOf(ranges)));
        }

        /** The next character of a class, or {@link #END} where there is none: a bare - or ] is no character here. */
        private int classCharacter() {
            if (peek() == '\\') {
                at++;
                return at < points.length ? points[at++] : END;
            }
            return peek() == END || peek() == '-' || peek() == ']' ? END : points[at++];
        }

        private int peek() {
            return at < points.length ? points[at] : END;
        }
    }
}
