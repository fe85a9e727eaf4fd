package dev.coffer.cloud.servers;

/** The bytes are not a JSON object that we are willing to read. Its message says where, and never quotes them. */
public final class BadJsonException extends Exception {
    BadJsonException(String message) {
        super(message);
    }
}
