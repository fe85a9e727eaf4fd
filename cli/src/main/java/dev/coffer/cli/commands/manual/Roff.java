package dev.coffer.cli.commands.manual;

/** Text in the language of man(7). */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    /** A request on a line of its own; the arguments must be escaped where they are text. */
    Roff request(String line) {
        text.append('.').append(line).append('\n');
        return this;
    }

    /** A paragraph's text. */
    Roff text(String paragraph) {
        return raw(escape(paragraph));
    }

    /** Text that is escaped already. */
    Roff raw(String escaped) {
        // A control character at the beginning of a line would make a request of it.
        text.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped)
                .append('\n');
        return this;
    }

    static String bold(String word) {
        return "\\fB" + escape(word) + "\\fR";
    }

    static String italic(String word) {
        return "\\fI" + escape(word) + "\\fR";
    }

    /** Hyphens are minus signs, so that a copied option works; a line break is a blank. */
    static String escape(String plain) {
        return plain.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq")
                .replace("\n", " ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
