package dev.coffer.docker.json;

/**
 * The text is not JSON, or not of the shape that was asked for. The message begins with line and column and names the
 * likely mistake; it never repeats what was read.
 */
public final class MalformedJsonException extends Exception {
    private final int line;
    private final int column;

    MalformedJsonException(int line, int column, String mistake) {
        super("line " + line + ", column " + column + ": " + mistake);
        this.line = line;
        this.column = column;
    }

    /** The mistake at an index of the text. */
    static MalformedJsonException at(CharSequence text, int index, String mistake) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < index; i++) {
            char c = text.charAt(i);
            boolean firstHalfOfLineBreak = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !firstHalfOfLineBreak)) {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c) && !firstHalfOfLineBreak) {
                column++;
            }
        }
        return new MalformedJsonException(line, column, mistake);
    }

    /** The line, counted from 1. */
    public int line() {
        return line;
    }

    /** The column in characters, counted from 1. */
    public int column() {
        return column;
    }
}
