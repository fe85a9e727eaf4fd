package dev.coffer.cloud.acr;

import dev.coffer.platform.terminal.Printable;

/** Words of a server or program, made fit to be shown: one line, short, control characters escaped, no secret. */
final class Words {
    private static final int MAX_LENGTH = 240;

    /** Entra ends its descriptions with numbers for its own support. */
    private static final String SUPPORT = "Trace ID:";

    private Words() {}

    /**
     * The first line that says something.
     *
     * @param secret what must not appear, should the server send it back; may be empty
     */
    static String firstLine(String text, String secret) {
        String line = text.lines()
                .map(String::strip)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
        int support = line.indexOf(SUPPORT);
        String words = support < 0 ? line : line.substring(0, support).strip();
        if (!secret.isEmpty() && words.contains(secret)) {
            return "(words that hold the secret)";
        }
        String cut = words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH) + "..." : words;
        return Printable.escape(cut.endsWith(".") && !cut.endsWith("...") ? cut.substring(0, cut.length() - 1) : cut);
    }
}
