package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;

/** Texts that become a part of a header line. */
final class Visible {
    private Visible() {}

    /** The text, if it cannot break a line. */
    static String require(String text, String where) throws RefusedException {
        if (!isVisible(text)) {
            throw new RefusedException(
                    Kind.DAMAGED, where + " holds characters that cannot be sent", "have " + where + " set anew");
        }
        return text;
    }

    /** True for visible ASCII without blanks. */
    static boolean isVisible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
