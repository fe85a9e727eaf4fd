package dev.coffer.keychain.dbus;

import java.io.IOException;

/** There is no session bus to connect to, or none that we can reach. The message says why. */
public final class NoBusException extends IOException {
    /** Says why. */
    public NoBusException(String message) {
        super(message);
    }
}
