package dev.coffer.keychain;

/** Whether a keystore can be used here and now. */
public sealed interface Availability {
    /**
     * It can.
     *
     * @param detail what was found, for people to read
     */
    record Available(String detail) implements Availability {}

    /**
     * It cannot.
     *
     * @param reason one line
     * @param whatToDo the remedy, one line; empty when there is none to name
     */
    record Missing(String reason, String whatToDo) implements Availability {}
}
