package dev.coffer.api;

/** A store could not act. The message says what happened and where; {@link #whatToDo()} how to go on. */
public final class StoreException extends Exception {
    private final Kind kind;
    private final String whatToDo;

    /** A failure without a cause that is worth keeping. */
    public StoreException(Kind kind, String message, String whatToDo) {
        super(message);
        this.kind = kind;
        this.whatToDo = whatToDo;
    }

    /** A failure with its cause. The cause's message must hold no secret. */
    public StoreException(Kind kind, String message, String whatToDo, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.whatToDo = whatToDo;
    }

    /** The kind of failure. */
    public Kind kind() {
        return kind;
    }

    /** The remedy, one line; empty when there is none to name. */
    public String whatToDo() {
        return whatToDo;
    }

    /** The same failure as the answer of a look-up. */
    public Lookup.Unavailable asLookup() {
        return new Lookup.Unavailable(kind, new Reason(String.valueOf(getMessage())), whatToDo);
    }
}
