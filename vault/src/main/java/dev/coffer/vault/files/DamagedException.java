package dev.coffer.vault.files;

/** A file is not what it should be. The message ends a sentence that begins with the file's name. */
public final class DamagedException extends Exception {
    public DamagedException(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
