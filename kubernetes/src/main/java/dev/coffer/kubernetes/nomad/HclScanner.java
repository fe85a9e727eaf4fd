package dev.coffer.kubernetes.nomad;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts HCL 2 into tokens: comments ({@code #}, {@code //}, {@code /* *}{@code /}), strings with escapes and templates,
 * heredocs ({@code <<END} and {@code <<-END}), names, numbers and symbols. A text that begins with a bracket is JSON,
 * whose tokens are the same, but for a few escapes and strings without templates.
 *
 * @see <a href="https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md">HCL Native Syntax Specification</a>
 */
final class HclScanner {
    private static final int MAX_TEMPLATE_LEVELS = 100;
    private static final int NONE = -1;

    private final String text;
    private final boolean isJson;
    private int at;
    private int line = 1;

    private HclScanner(String text) {
        this.text = text;
        this.isJson = text.stripLeading().startsWith("{");
    }

    /** All tokens, with one {@code END} behind the last. */
    static List<Token> scan(String text) {
        HclScanner scanner = new HclScanner(text);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = scanner.next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        skipBlanksAndComments();
        int start = line;
        int c = peek(0);
        if (c == NONE) {
            return new Token(Token.Kind.END, "", false, start);
        }
        if (c == '\n') {
            advance();
            return new Token(Token.Kind.NEWLINE, "\n", false, start);
        }
        if (c == '"') {
            return string(start);
        }
        if (c == '<' && peek(1) == '<' && isHeredoc()) {
            return heredoc(start);
        }
        if (isNameStart(c)) {
            return new Token(Token.Kind.NAME, word(), false, start);
        }
        if (c >= '0' && c <= '9') {
            return new Token(Token.Kind.NUMBER, word(), false, start);
        }
        advance();
        return new Token(Token.Kind.SYMBOL, Character.toString(c), false, start);
    }

    private void skipBlanksAndComments() {
        while (true) {
            int c = peek(0);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\ufeff') {
                advance();
            } else if (c == '#' || (c == '/' && peek(1) == '/')) {
                while (peek(0) != '\n' && peek(0) != NONE) {
                    advance();
                }
            } else if (c == '/' && peek(1) == '*') {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() {
        int start = line;
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw new MalformedJobException(start, "a comment begins with /* and does not end");
        }
        while (at < end + 2) {
            advance();
        }
    }

    private Token string(int start) {
        advance();
        StringBuilder value = new StringBuilder();
        boolean hasTemplate = false;
        while (true) {
            int c = peek(0);
            if (c == NONE || c == '\n') {
                throw new MalformedJobException(start, "a string does not end on its line");
            }
            if (c == '"') {
                advance();
                return new Token(Token.Kind.STRING, value.toString(), hasTemplate, start);
            }
            if (c == '\\') {
                escape(value);
            } else if (!isJson && isEscapedTemplate()) {
                value.append(text, at + 1, at + 3);
                advance(3);
            } else if (isTemplate()) {
                hasTemplate = true;
                int from = at;
                if (isJson) {
                    advance(2);
                } else {
                    template(0);
                }
                value.append(text, from, at);
            } else {
                value.appendCodePoint(c);
                advance();
            }
        }
    }

    private void escape(StringBuilder value) {
        int c = peek(1);
        if (c == 'u' || c == 'U') {
            int digits = c == 'u' ? 4 : 8;
            value.appendCodePoint(codePoint(digits));
            advance(2 + digits);
            return;
        }
        if (isJson && (c == '/' || c == 'b' || c == 'f')) {
            value.append(c == '/' ? '/' : ' ');
            advance(2);
            return;
        }
        switch (c) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '"', '\\' -> value.append((char) c);
            default ->
                throw new MalformedJobException(line, "a string has a backslash before something it cannot escape");
        }
        advance(2);
    }

    private int codePoint(int digits) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek(2 + i) < 0x80 ? Character.digit(peek(2 + i), 16) : -1;
            if (digit < 0) {
                throw new MalformedJobException(line, "a string has a \\u without its hexadecimal digits");
            }
            number = number * 16 + digit;
        }
        if (number > Character.MAX_CODE_POINT) {
            throw new MalformedJobException(line, "a string has a \\U that is no character");
        }
        return (int) number;
    }

    private boolean isEscapedTemplate() {
        int c = peek(0);
        return (c == '$' || c == '%') && peek(1) == c && peek(2) == '{';
    }

    private boolean isTemplate() {
        return (peek(0) == '$' || peek(0) == '%') && peek(1) == '{';
    }

    /** Skips a template to its closing bracket; strings inside may have templates of their own. */
    private void template(int level) {
        int start = line;
        if (level > MAX_TEMPLATE_LEVELS) {
            throw new MalformedJobException(start, "templates are nested too deep");
        }
        advance(2);
        int open = 1;
        while (open > 0) {
            switch (peek(0)) {
                case NONE -> throw new MalformedJobException(start, "a template begins with ${ and does not end");
                case '{' -> {
                    open++;
                    advance();
                }
                case '}' -> {
                    open--;
                    advance();
                }
                case '"' -> stringInTemplate(level);
                default -> advance();
            }
        }
    }

    private void stringInTemplate(int level) {
        int start = line;
        advance();
        while (peek(0) != '"') {
            if (peek(0) == NONE || peek(0) == '\n') {
                throw new MalformedJobException(start, "a string inside a template does not end on its line");
            }
            if (peek(0) == '\\') {
                advance(2);
            } else if (isEscapedTemplate()) {
                advance(3);
            } else if (isTemplate()) {
                template(level + 1);
            } else {
                advance();
            }
        }
        advance();
    }

    private boolean isHeredoc() {
        int name = peek(2) == '-' ? 3 : 2;
        return isNameStart(peek(name));
    }

    private Token heredoc(int start) {
        advance(2);
        if (peek(0) == '-') {
            advance();
        }
        String mark = word();
        while (peek(0) == ' ' || peek(0) == '\t' || peek(0) == '\r') {
            advance();
        }
        if (peek(0) != '\n') {
            throw new MalformedJobException(start, "a heredoc has text behind its mark");
        }
        advance();
        StringBuilder value = new StringBuilder();
        while (peek(0) != NONE) {
            int end = text.indexOf('\n', at);
            String content = text.substring(at, end < 0 ? text.length() : end);
            // The line end behind the mark stays: it ends the attribute.
            if (content.strip().equals(mark)) {
                advance(content.length());
                return new Token(Token.Kind.HEREDOC, value.toString(), hasTemplate(value), start);
            }
            value.append(content).append('\n');
            advance(content.length() + 1);
        }
        throw new MalformedJobException(start, "a heredoc does not end: its mark is missing on a line of its own");
    }

    private static boolean hasTemplate(CharSequence value) {
        String text = value.toString().replace("$${", "").replace("%%{", "");
        return text.contains("${") || text.contains("%{");
    }

    /** A name or number: letters, digits, {@code _}, {@code -}; also a dot between digits. */
    private String word() {
        int from = at;
        while (isNameStart(peek(0))
                || (peek(0) >= '0' && peek(0) <= '9')
                || peek(0) == '-'
                || (peek(0) == '.' && isNumber(from) && peek(1) >= '0' && peek(1) <= '9')) {
            advance();
        }
        return text.substring(from, at);
    }

    private boolean isNumber(int from) {
        return text.charAt(from) >= '0' && text.charAt(from) <= '9';
    }

    private static boolean isNameStart(int c) {
        return c == '_' || (c != NONE && Character.isLetter(c));
    }

    /** The code point so many characters ahead, or {@link #NONE}. */
    private int peek(int ahead) {
        return at + ahead < text.length() ? text.codePointAt(at + ahead) : NONE;
    }

    private void advance(int characters) {
        for (int end = at + characters; at < end && at < text.length(); ) {
            advance();
        }
    }

    private void advance() {
        int c = text.codePointAt(at);
        if (c == '\n') {
            line++;
        }
        at += Character.charCount(c);
    }
}
