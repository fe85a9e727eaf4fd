package dev.coffer.cloud.gcr;

import dev.coffer.platform.terminal.Printable;

/** Words of strangers, fit for one line of an explanation. */
final class Line {
    private static final int LONGEST = 160;

    private Line() {}

    static String of(String text) {
        String stripped = text.strip();
        int end = stripped.indexOf('\n');
        String line = Printable.escape((end < 0 ? stripped : stripped.substring(0, end)).strip());
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
