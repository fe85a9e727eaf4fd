package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a plugin wrote for people, made fit for the message of an error. */
final class PluginText {
    private static final int MAX_LENGTH = 512;

    private PluginText() {}

    /** Text as the plugin sent it; broken UTF-8 is replaced. */
    static String of(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * One line of at most about 512 characters. Line breaks and tabs become spaces; what would move the cursor, change
     * the order of the letters or not be seen at all is written as {@code \}{@code uNNNN}.
     */
    static String printable(byte[] utf8) {
        String text = of(utf8).strip();
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        int at = 0;
        while (at < text.length() && line.length() < MAX_LENGTH) {
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            append(line, letter);
        }
        return at < text.length() ? line.append("...").toString() : line.toString();
    }

    private static void append(StringBuilder line, int letter) {
        switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> {
                if (letter == '\n' || letter == '\r' || letter == '\t') {
                    line.append(' ');
                } else {
                    String digits = Integer.toHexString(letter).toUpperCase(Locale.ROOT);
                    line.append("\\u")
                            .repeat('0', Math.max(0, 4 - digits.length()))
                            .append(digits);
                }
            }
            default -> line.appendCodePoint(letter);
        }
    }
}
