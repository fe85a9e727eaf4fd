package dev.coffer.vault;

/** A file is not what it should be. The message ends a sentence that begins with the file's name. */
final class DamagedException extends Exception {
    DamagedException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
