package dev.coffer.kubernetes.nomad;

/**
 * A piece of HCL.
 *
 * @param kind what it is
 * @param text a name or symbol as written; of a string or heredoc what it stands for, templates as written
 * @param hasTemplate true when a string or heredoc has {@code ${…}} or {@code %{…}}, so that its value is not known
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, boolean hasTemplate, int line) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        HEREDOC,
        SYMBOL,
        /** The end of a line; it ends an attribute where no bracket is open. */
        NEWLINE,
        END
    }

    boolean isText() {
        return kind == Kind.STRING || kind == Kind.HEREDOC;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Not the text: it may be a password. */
    @Override
    public String toString() {
        return kind + " in line " + line;
    }
}
