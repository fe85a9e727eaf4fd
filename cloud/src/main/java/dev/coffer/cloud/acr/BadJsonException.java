package dev.coffer.cloud.acr;

/** The bytes are not a JSON object that we are willing to read. */
final class BadJsonException extends Exception {
    BadJsonException(String message) {
        super(message);
    }
}
