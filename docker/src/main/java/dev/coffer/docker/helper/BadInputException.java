package dev.coffer.docker.helper;

/** Standard input is not what the action needs. The message is the line that the helper answers; it holds no input. */
public final class BadInputException extends Exception {
    BadInputException(String message) {
        super(message);
    }
}
