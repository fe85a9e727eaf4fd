package dev.coffer.kubernetes.matching;

/** Percent-decoding with the rules of Go's {@code net/url}. Texts are bytes, one a character. */
final class PercentCode {
    /** What may stand in a host as it is, beside letters, digits and bytes above ASCII. */
    private static final String HOST_CHARACTERS = "-_.~!$&'()*+,;=:[]<>\"";

    private PercentCode() {}

    /** Decodes a path, user info or fragment. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                decoded.append(escaped(text, i));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    /** Decodes a host, where only the percent sign and bytes above ASCII may be escaped. */
    static String decodeHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                char byteValue = escaped(text, i);
                if (byteValue < 0x80 && byteValue != '%') {
                    throw new InvalidImagePatternException("has a host with an escape that a host cannot have");
                }
            } else if (c < 0x80 && !isAlphanumeric(c) && HOST_CHARACTERS.indexOf(c) < 0) {
                throw new InvalidImagePatternException("has a host with a character that a host cannot have");
            }
        }
        return decode(text);
    }

    private static char escaped(String text, int percent) {
        int high = percent + 1 < text.length() ? hexDigit(text.charAt(percent + 1)) : -1;
        int low = percent + 2 < text.length() ? hexDigit(text.charAt(percent + 2)) : -1;
        if (high < 0 || low < 0) {
            throw new InvalidImagePatternException("has a percent sign without two hex digits after it");
        }
        return (char) (high << 4 | low);
    }

    /** Unlike {@code Character.digit}, only ASCII's. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
