package dev.coffer.platform.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one {@code WWW-Authenticate} line by the grammar of RFC 9110, section 11: any number of challenges divided by
 * commas, each a scheme with a token68 or with parameters that are divided by commas too.
 */
public final class ChallengeParser {
    private static final int MAX_LENGTH = 16 * 1024;

    private final String text;
    private int at;

    private ChallengeParser(String text) {
        this.text = text;
    }

    /**
     * Every challenge of every line, in order.
     *
     * @throws MalformedChallengeException when a line does not follow the grammar
     */
    public static List<Challenge> parse(List<String> lines) throws MalformedChallengeException {
        List<Challenge> challenges = new ArrayList<>();
        for (String line : lines) {
            if (line.length() > MAX_LENGTH) {
                throw new MalformedChallengeException("it is longer than " + MAX_LENGTH + " characters");
            }
            new ChallengeParser(line).readAll(challenges);
        }
        return challenges;
    }

    private void readAll(List<Challenge> challenges) throws MalformedChallengeException {
        skipSeparators();
        while (!atEnd()) {
            challenges.add(challenge());
            skipSeparators();
        }
    }

    private Challenge challenge() throws MalformedChallengeException {
        String scheme = token("a scheme").toLowerCase(Locale.ROOT);
        boolean space = skipBlanks();
        if (atElementEnd()) {
            return new Challenge(scheme, Optional.empty(), Map.of());
        }
        if (!space) {
            throw malformed("a blank");
        }
        Optional<String> token68 = token68();
        return token68.isPresent()
                ? new Challenge(scheme, token68, Map.of())
                : new Challenge(scheme, Optional.empty(), parameters());
    }

    /** Moves on only when the whole element is one token68. */
    private Optional<String> token68() {
        int start = at;
        while (!atEnd() && isToken68(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (!atEnd() && text.charAt(at) == '=') {
            at++;
        }
        String value = text.substring(start, at);
        skipBlanks();
        if (end > start && atElementEnd()) {
            return Optional.of(value);
        }
        at = start;
        return Optional.empty();
    }

    private Map<String, String> parameters() throws MalformedChallengeException {
        Map<String, String> parameters = new LinkedHashMap<>();
        do {
            String name = token("a parameter").toLowerCase(Locale.ROOT);
            skipBlanks();
            if (atEnd() || text.charAt(at) != '=') {
                throw malformed("an equals sign");
            }
            at++;
            skipBlanks();
            String value = !atEnd() && text.charAt(at) == '"' ? quotedString() : token("a value");
            if (parameters.put(name, value) != null) {
                throw new MalformedChallengeException("a parameter stands there twice");
            }
            skipBlanks();
            if (!atElementEnd()) {
                throw malformed("a comma");
            }
        } while (nextIsParameter());
        return parameters;
    }

    /** Looks behind the commas; moves on only when a parameter of the same challenge follows. */
    private boolean nextIsParameter() {
        int start = at;
        skipSeparators();
        int element = at;
        while (!atEnd() && isToken(text.charAt(at))) {
            at++;
        }
        boolean named = at > element;
        skipBlanks();
        boolean parameter = named && !atEnd() && text.charAt(at) == '=';
        at = parameter ? element : start;
        return parameter;
    }

    private String token(String what) throws MalformedChallengeException {
        int start = at;
        while (!atEnd() && isToken(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw malformed(what);
        }
        return text.substring(start, at);
    }

    private String quotedString() throws MalformedChallengeException {
        StringBuilder value = new StringBuilder();
        for (at++; !atEnd(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\') {
                at++;
                if (atEnd()) {
                    break;
                }
                c = text.charAt(at);
            }
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new MalformedChallengeException("a control character stands in a quoted value");
            }
            value.append(c);
        }
        throw malformed("a closing quote");
    }

    private void skipSeparators() {
        while (!atEnd() && (isBlank(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
    }

    private boolean skipBlanks() {
        int start = at;
        while (!atEnd() && isBlank(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private boolean atElementEnd() {
        return atEnd() || text.charAt(at) == ',';
    }

    private MalformedChallengeException malformed(String expected) {
        return new MalformedChallengeException(expected + " is missing at character " + (at + 1));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isToken(char c) {
        return isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isToken68(char c) {
        return isAlphanumeric(c) || "-._~+/".indexOf(c) >= 0;
    }
}
