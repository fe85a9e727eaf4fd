package dev.coffer.docker.text;

/** Makes text from outside fit for a terminal and for one line of an error. */
public final class Printable {
    private static final int MAX_LENGTH = 500;

    private Printable() {}

    /**
     * Writes control characters, line separators and characters that turn the direction of writing as
     * {@code \}{@code u001b}, and cuts after {@value #MAX_LENGTH} characters.
     */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int index = 0;
        while (index < text.length() && index < MAX_LENGTH) {
            int codePoint = text.codePointAt(index);
            if (isDangerous(codePoint)) {
                appendEscape(shown, codePoint);
            } else {
                shown.appendCodePoint(codePoint);
            }
            index += Character.charCount(codePoint);
        }
        return index < text.length() ? shown + "..." : shown.toString();
    }

    private static boolean isDangerous(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == 0x061c
                || codePoint == 0x200e
                || codePoint == 0x200f
                || (codePoint >= 0x2028 && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069)
                || (codePoint >= 0xd800 && codePoint <= 0xdfff);
    }

    private static void appendEscape(StringBuilder shown, int codePoint) {
        shown.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            shown.append(Character.forDigit((codePoint >> shift) & 15, 16));
        }
    }
}
