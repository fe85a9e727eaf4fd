package dev.coffer.platform.http;

import java.io.IOException;

/**
 * An exchange that ended without a usable answer. The message says what happened and where, {@link #remedy()} what to
 * do next; neither ever holds a password, a token or a key.
 */
public final class HttpFailure extends IOException {
    private final Kind kind;
    private final String message;
    private final String remedy;

    HttpFailure(Kind kind, String message, String remedy) {
        super(message);
        this.kind = kind;
        this.message = message;
        this.remedy = remedy;
    }

    /** What went wrong, told apart so that a program can decide. */
    public enum Kind {
        /** The name service knows no such host. */
        UNKNOWN_HOST,
        /** Nothing listens there, or there is no way to it. */
        REFUSED,
        /** A limit of time was reached. */
        TIMEOUT,
        /** The certificate does not lead to a trusted authority. */
        TLS_NOT_TRUSTED,
        /** The certificate is trusted but made out to another name. */
        TLS_WRONG_NAME,
        /** TLS failed in another way: no common version, a client certificate is wanted. */
        TLS_FAILED,
        /** The server speaks plain HTTP where TLS was expected. */
        PLAIN_HTTP,
        /** The proxy refused, or its address in the environment is unusable. */
        PROXY,
        /** The answer's body is longer than the limit. */
        TOO_LARGE,
        /** The answer is not HTTP, or the connection broke in the middle of it. */
        MALFORMED,
        /** The connection was closed before an answer came. */
        CLOSED,
        /** A certificate or key file of this machine is missing or damaged. */
        BAD_TLS_FILE
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** What happened, and where: one line, lower case, without a final stop. */
    @Override
    public String getMessage() {
        return message;
    }

    /** What to do next: one line, lower case, without a final stop. */
    public String remedy() {
        return remedy;
    }
}
