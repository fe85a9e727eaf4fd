package dev.coffer.registry;

/** Docker answered about a session, but did not give what was asked for. The message is one line without a secret. */
public final class HubRefusalException extends Exception {
    HubRefusalException(String message) {
        super(message);
    }
}
