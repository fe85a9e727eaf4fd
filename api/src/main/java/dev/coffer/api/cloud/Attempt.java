package dev.coffer.api.cloud;

/**
 * One element of a chain that was tried on the way to a token, for people to read. Never holds a secret.
 *
 * @param element what was tried: {@code environment}, {@code profile prod}, {@code instance metadata}
 * @param said what came of it, one line, lower case
 */
public record Attempt(String element, String said) {
    @Override
    public String toString() {
        return element + ": " + said;
    }
}
