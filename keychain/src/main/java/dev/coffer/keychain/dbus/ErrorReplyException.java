package dev.coffer.keychain.dbus;

import java.io.IOException;

/** The service, or the bus in its place, answered with an error. */
public final class ErrorReplyException extends IOException {
    private final String name;

    ErrorReplyException(String name, String text) {
        super(text);
        this.name = name;
    }

    /** The error's name, such as {@code org.freedesktop.DBus.Error.ServiceUnknown}. */
    public String name() {
        return name;
    }
}
