package dev.coffer.age;

/** A file could not be decrypted. */
public class AgeException extends Exception {
    /** Says why. */
    public AgeException(String message) {
        super(message);
    }
}
