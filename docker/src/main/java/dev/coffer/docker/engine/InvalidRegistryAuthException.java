package dev.coffer.docker.engine;

/** The value of a header is not base64 of the JSON it should be. The message holds nothing of the value. */
public final class InvalidRegistryAuthException extends IllegalArgumentException {
    InvalidRegistryAuthException(String message) {
        super(message);
    }
}
