package dev.coffer.kubernetes.nomad;

/** A job file that is neither HCL nor JSON; the message names the place and never quotes the text. */
public final class MalformedJobException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    MalformedJobException(int line, String what) {
        super("line " + line + ": " + what);
        this.line = line;
    }

    /** The line of the mistake, from 1. */
    public int line() {
        return line;
    }
}
