package dev.coffer.docker.tools;

/** The tool stops its look-up with an error. The message is one line without a secret. */
final class StoppedException extends Exception {
    StoppedException(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
