package dev.coffer.cloud.acr;

/** This way to an identity is not set up on this machine, so the next one may be tried. */
final class NotHereException extends Exception {
    NotHereException(String said) {
        super(said);
    }

    /** What is missing: one line. */
    String said() {
        return String.valueOf(getMessage());
    }
}
