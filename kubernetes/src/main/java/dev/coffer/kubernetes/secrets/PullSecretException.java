package dev.coffer.kubernetes.secrets;

/** A pull secret cannot be written or read; the message says why and what to do, and holds no secret. */
public final class PullSecretException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PullSecretException(String message) {
        super(message);
    }
}
