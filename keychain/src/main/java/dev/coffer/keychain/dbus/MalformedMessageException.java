package dev.coffer.keychain.dbus;

import java.io.IOException;

/** What came over the bus is not D-Bus, or not what was asked for. */
public final class MalformedMessageException extends IOException {
    /** Says what is wrong. */
    public MalformedMessageException(String message) {
        super(message);
    }
}
