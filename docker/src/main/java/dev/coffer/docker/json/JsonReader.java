package dev.coffer.docker.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads JSON as RFC 8259 has it and nothing beyond. Duplicate members are kept.
 *
 * <p>Nesting is limited to {@value #MAX_DEPTH} levels. The length of the text is for the caller to limit.
 */
public final class JsonReader {
    /** How deep lists and objects may be nested. */
    public static final int MAX_DEPTH = 200;

    private static final char END = '\uffff';

    private final String text;
    private int position;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a text that is one JSON value.
     *
     * @throws MalformedJsonException when it is not
     */
    public static JsonValue read(String text) throws MalformedJsonException {
        JsonReader reader = new JsonReader(text);
        JsonValue value = reader.firstValue();
        reader.skipBlanks();
        if (reader.position < text.length()) {
            throw reader.mistake(reader.isComment() ? COMMENT : "there is text after the end of the JSON value");
        }
        return value;
    }

    /**
     * Reads the first JSON value of a text and ignores what follows, as Go's decoder does.
     *
     * @throws MalformedJsonException when the text does not begin with one
     */
    public static JsonValue readFirst(String text) throws MalformedJsonException {
        return new JsonReader(text).firstValue();
    }

    private static final String COMMENT = "a comment; JSON has none, remove it";

    private JsonValue firstValue() throws MalformedJsonException {
        if (text.startsWith("\ufeff")) {
            throw mistake("the text begins with a byte order mark; save it without one");
        }
        skipBlanks();
        if (position == text.length()) {
            throw mistake("the text is empty");
        }
        return value();
    }

    private JsonValue value() throws MalformedJsonException {
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> literal();
        };
    }

    private JsonObject object() throws MalformedJsonException {
        int start = open();
        List<JsonMember> members = new ArrayList<>();
        skipBlanks();
        if (peek() == '}') {
            position++;
            depth--;
            return new JsonObject(members, start, position);
        }
        while (true) {
            JsonString name = name(start);
            skipBlanks();
            if (peek() != ':') {
                throw isAtEnd() ? truncated("object", start) : mistake("a colon is missing after a member's name");
            }
            position++;
            skipBlanks();
            if (isAtEnd()) {
                throw truncated("object", start);
            }
            if (peek() == ',' || peek() == '}') {
                throw mistake("a value is missing after the colon");
            }
            members.add(new JsonMember(name, value()));
            if (!goesOn('}', "object", start)) {
                return new JsonObject(members, start, position);
            }
        }
    }

    private JsonString name(int objectStart) throws MalformedJsonException {
        char c = peek();
        if (c == '"') {
            return string();
        }
        if (isAtEnd()) {
            throw truncated("object", objectStart);
        }
        if (c == '\'') {
            throw mistake("single quotes; JSON has double quotes only");
        }
        if (isComment()) {
            throw mistake(COMMENT);
        }
        if (c == ',') {
            throw mistake("a comma without a member before it");
        }
        if (Character.isLetter(c) || c == '_' || c == '$') {
            throw mistake("a member's name without quotes; write it in double quotes");
        }
        throw mistake("a member's name in double quotes is expected here");
    }

    private JsonArray array() throws MalformedJsonException {
        int start = open();
        List<JsonValue> items = new ArrayList<>();
        skipBlanks();
        if (peek() == ']') {
            position++;
            depth--;
            return new JsonArray(items, start, position);
        }
        while (true) {
            if (isAtEnd()) {
                throw truncated("list", start);
            }
            items.add(value());
            if (!goesOn(']', "list", start)) {
                return new JsonArray(items, start, position);
            }
        }
    }

    private int open() throws MalformedJsonException {
        if (++depth > MAX_DEPTH) {
            throw mistake("nested deeper than " + MAX_DEPTH + " levels");
        }
        return position++;
    }

    /** Reads the comma before the next part, or the end of the list or object. */
    private boolean goesOn(char close, String what, int start) throws MalformedJsonException {
        skipBlanks();
        char c = peek();
        if (c == close) {
            position++;
            depth--;
            return false;
        }
        if (isAtEnd()) {
            throw truncated(what, start);
        }
        if (c != ',') {
            throw mistake(missingComma(c, close, what));
        }
        int comma = position++;
        skipBlanks();
        if (peek() == close) {
            throw MalformedJsonException.at(text, comma, "a comma before the closing " + close + "; remove it");
        }
        return true;
    }

    private String missingComma(char c, char close, String what) {
        if (isComment()) {
            return COMMENT;
        }
        if (c == '"' || c == '{' || c == '[' || c == '-' || Character.isLetterOrDigit(c)) {
            return "a comma is missing before this";
        }
        return "the " + what + " must go on with a comma or end with " + close;
    }

    private JsonString string() throws MalformedJsonException {
        int start = position++;
        int from = position;
        while (true) {
            char c = peek();
            if (c == '"') {
                String plain = text.substring(from, position++);
                return new JsonString(plain, start, position);
            }
            if (c == '\\') {
                return escapedString(start, from);
            }
            checkStringCharacter(c, start);
            position++;
        }
    }

    /** Goes on with a string that holds escapes. */
    private JsonString escapedString(int start, int from) throws MalformedJsonException {
        StringBuilder plain = new StringBuilder().append(text, from, position);
        while (true) {
            char c = peek();
            if (c == '"') {
                position++;
                return new JsonString(plain.toString(), start, position);
            }
            if (c == '\\') {
                escape(plain, start);
            } else {
                checkStringCharacter(c, start);
                plain.append(c);
                position++;
            }
        }
    }

    private void checkStringCharacter(char c, int start) throws MalformedJsonException {
        if (isAtEnd()) {
            throw MalformedJsonException.at(text, start, "the text ends inside the string that begins here");
        }
        if (c == '\n' || c == '\r') {
            throw mistake("a line break inside a string; a quote is missing, or write it as \\n");
        }
        if (c < ' ') {
            throw mistake(String.format(Locale.ROOT, "the control character U+%04X inside a string", (int) c));
        }
    }

    private void escape(StringBuilder plain, int stringStart) throws MalformedJsonException {
        int backslash = position++;
        char c = peek();
        switch (c) {
            case '"', '\\', '/' -> plain.append(c);
            case 'b' -> plain.append('\b');
            case 'f' -> plain.append('\f');
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case 'u' -> {
                position++;
                unicodeEscape(plain, backslash);
                return;
            }
            default -> {
                checkStringCharacter(c, stringStart);
                throw MalformedJsonException.at(
                        text, backslash, "a backslash before this character means nothing; write \\\\ for a backslash");
            }
        }
        position++;
    }

    private void unicodeEscape(StringBuilder plain, int backslash) throws MalformedJsonException {
        char first = fourDigits(backslash);
        if (!Character.isSurrogate(first)) {
            plain.append(first);
            return;
        }
        if (Character.isHighSurrogate(first) && text.startsWith("\\u", position)) {
            int second = position;
            position += 2;
            char low = fourDigits(second);
            if (Character.isLowSurrogate(low)) {
                plain.append(first).append(low);
                return;
            }
            position = second;
        }
        plain.append('\ufffd');
    }

    private char fourDigits(int backslash) throws MalformedJsonException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw MalformedJsonException.at(text, backslash, "\\u needs four hexadecimal digits");
            }
            value = value * 16 + digit;
            position++;
        }
        return (char) value;
    }

    private JsonNumber number() throws MalformedJsonException {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
            if (isDigit(peek())) {
                throw MalformedJsonException.at(text, start, "a number with a leading zero");
            }
        } else {
            digits(start);
        }
        if (peek() == '.') {
            position++;
            digits(start);
        }
        if (peek() == 'e' || peek() == 'E') {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            digits(start);
        }
        return new JsonNumber(text.substring(start, position), start, position);
    }

    private void digits(int start) throws MalformedJsonException {
        if (!isDigit(peek())) {
            throw MalformedJsonException.at(text, start, "a number that lacks digits");
        }
        while (isDigit(peek())) {
            position++;
        }
    }

    private JsonValue literal() throws MalformedJsonException {
        int start = position;
        int end = start;
        while (end < text.length() && isWordCharacter(text.charAt(end))) {
            end++;
        }
        position = end;
        return switch (text.substring(start, end)) {
            case "true" -> new JsonBoolean(true, start, end);
            case "false" -> new JsonBoolean(false, start, end);
            case "null" -> new JsonNull(start, end);
            default -> {
                position = start;
                throw mistake(whyNoValue(peek(), start));
            }
        };
    }

    private String whyNoValue(char c, int start) {
        if (c == '\'') {
            return "single quotes; JSON has double quotes only";
        }
        if (isComment()) {
            return COMMENT;
        }
        if (c == '\ufeff') {
            return "a byte order mark in the middle of the text; remove it";
        }
        if (c == '+' || c == '.') {
            return "a number begins with a digit or a minus sign";
        }
        if (c == ',') {
            return "a comma without a value before it";
        }
        if (isWordCharacter(c)) {
            return "a word that is not true, false or null; strings stand in double quotes";
        }
        return start == 0 ? "this is not JSON" : "a value is expected here";
    }

    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                return;
            }
            position++;
        }
    }

    private boolean isComment() {
        return text.startsWith("//", position) || text.startsWith("/*", position) || peek() == '#';
    }

    private boolean isAtEnd() {
        return position >= text.length();
    }

    /** The character at the position; {@link #END}, which starts nothing, after the last. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    private MalformedJsonException mistake(String mistake) {
        return MalformedJsonException.at(text, position, mistake);
    }

    private MalformedJsonException truncated(String what, int start) {
        return MalformedJsonException.at(
                text, start, "the text ends before the end of the " + what + " that begins here");
    }
}
