package dev.coffer.api;

/**
 * Why a look-up ended as it did, for people to read. Never holds a secret.
 *
 * @param text one line, lower case, without a final stop
 */
public record Reason(String text) {
    @Override
    public String toString() {
        return text;
    }
}
