package dev.coffer.platform.terminal;

import java.util.Locale;

/** Text from outside, made safe to print. */
public final class Printable {
    private Printable() {}

    /**
     * The text on one line, with everything written as {@code \xNN} or {@code \}{@code uNNNN} that would move the
     * cursor, change colours or the order of the letters, or not be seen: control and format characters (escape, bidi
     * controls, zero-width characters), line and paragraph separators, and lone surrogates. For people to read: a
     * backslash stays as it is, so the text cannot be told back from it.
     */
    public static String escape(String text) {
        int clean = firstUnprintable(text, 0);
        if (clean == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int at = clean; at < text.length(); at = firstUnprintable(text, from)) {
            escaped.append(text, from, at);
            from = at + Character.charCount(text.codePointAt(at));
            for (int i = at; i < from; i++) {
                appendEscape(escaped, text.charAt(i));
            }
        }
        return escaped.append(text, from, text.length()).toString();
    }

    private static int firstUnprintable(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (!isPrintable(codePoint)) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void appendEscape(StringBuilder to, char unit) {
        String digits = Integer.toHexString(unit).toUpperCase(Locale.ROOT);
        boolean isShort = unit < 0x100;
        to.append(isShort ? "\\x" : "\\u");
        to.repeat('0', (isShort ? 2 : 4) - digits.length()).append(digits);
    }
}
