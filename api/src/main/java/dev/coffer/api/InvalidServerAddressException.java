package dev.coffer.api;

/** The text is not a server address. The message says why and does not repeat what may be a password. */
public final class InvalidServerAddressException extends IllegalArgumentException {
    /** Says why. */
    public InvalidServerAddressException(String message) {
        super(message);
    }
}
