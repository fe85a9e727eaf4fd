package dev.coffer.docker.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds one list of strings among the top-level keys of a TOML text. Not a TOML parser: other values are only skipped,
 * and what follows the first table header is not looked at, since no top-level key can stand there.
 */
final class TomlScan {
    private static final char END = '\0';

    private final String text;
    private int position;

    private TomlScan(String text) {
        this.text = text;
    }

    /** The text is not TOML as this scan understands it. The message begins with the line. */
    static final class NotUnderstoodException extends Exception {
        NotUnderstoodException(String message) {
            super(message);
        }
    }

    /** The strings of the top-level key; empty when it is not there. */
    static Optional<List<String>> topLevelStrings(String text, String key) throws NotUnderstoodException {
        TomlScan scan = new TomlScan(text.startsWith("\ufeff") ? text.substring(1) : text);
        return scan.find(key);
    }

    private Optional<List<String>> find(String wanted) throws NotUnderstoodException {
        while (true) {
            skipBlanksAndComments();
            if (isAtEnd() || peek() == '[') {
                return Optional.empty();
            }
            String key = key();
            if (peek() != '=') {
                throw notUnderstood("an equals sign is missing after a key");
            }
            position++;
            skipSpaces();
            if (key.equals(wanted)) {
                return Optional.of(strings());
            }
            skipValue();
        }
    }

    /** Reads a key; of a dotted key all parts, with their dots. */
    private String key() throws NotUnderstoodException {
        StringBuilder key = new StringBuilder();
        while (true) {
            char c = peek();
            if (c == '"' || c == '\'') {
                key.append(string());
            } else if (isBareKeyCharacter(c) || c == '.') {
                key.append(c);
                position++;
            } else if (c == ' ' || c == '\t') {
                position++;
            } else if (c == '=' && !key.isEmpty()) {
                return key.toString();
            } else {
                throw notUnderstood("a key is expected");
            }
        }
    }

    private List<String> strings() throws NotUnderstoodException {
        if (peek() != '[') {
            throw notUnderstood("a list of strings is expected");
        }
        position++;
        List<String> strings = new ArrayList<>();
        while (true) {
            skipBlanksAndComments();
            if (peek() == ']') {
                position++;
                return List.copyOf(strings);
            }
            if (peek() != '"' && peek() != '\'') {
                throw notUnderstood("a string is expected in the list");
            }
            strings.add(string());
            skipBlanksAndComments();
            if (peek() == ',') {
                position++;
            } else if (peek() != ']') {
                throw notUnderstood("a comma is missing in the list");
            }
        }
    }

    /** A string in one line, with or without escapes. */
    private String string() throws NotUnderstoodException {
        char quote = peek();
        if (text.startsWith(String.valueOf(quote).repeat(3), position)) {
            throw notUnderstood("a string of several lines");
        }
        position++;
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = peek();
            if (isAtEnd() || c == '\n') {
                throw notUnderstood("a string without its closing quote");
            }
            position++;
            if (c == quote) {
                return string.toString();
            }
            if (c == '\\' && quote == '"') {
                c = peek();
                if (c != '"' && c != '\\') {
                    throw notUnderstood("an escape in a string");
                }
                position++;
            }
            string.append(c);
        }
    }

    /** Skips a value: to the end of its line, or of its list or inline table. */
    private void skipValue() throws NotUnderstoodException {
        int depth = 0;
        while (!isAtEnd()) {
            char c = peek();
            if (c == '\n' && depth == 0) {
                return;
            }
            if (c == '#') {
                skipComment();
            } else if (c == '"' || c == '\'') {
                skipString(c);
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                position++;
            }
        }
    }

    private void skipString(char quote) throws NotUnderstoodException {
        String three = String.valueOf(quote).repeat(3);
        if (!text.startsWith(three, position)) {
            position++;
            while (peek() != quote) {
                if (isAtEnd() || peek() == '\n') {
                    throw notUnderstood("a string without its closing quote");
                }
                position += peek() == '\\' && quote == '"' ? 2 : 1;
            }
            position++;
            return;
        }
        int end = text.indexOf(three, position + 3);
        if (end < 0) {
            throw notUnderstood("a string without its closing quotes");
        }
        position = end + 3;
    }

    private void skipBlanksAndComments() {
        while (!isAtEnd()) {
            char c = peek();
            if (c == '#') {
                skipComment();
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                position++;
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        while (!isAtEnd() && peek() != '\n') {
            position++;
        }
    }

    private void skipSpaces() {
        while (peek() == ' ' || peek() == '\t') {
            position++;
        }
    }

    private static boolean isBareKeyCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private boolean isAtEnd() {
        return position >= text.length();
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    private NotUnderstoodException notUnderstood(String what) {
        long line = 1
                + text.substring(0, Math.min(position, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new NotUnderstoodException("line " + line + ": " + what);
    }
}
