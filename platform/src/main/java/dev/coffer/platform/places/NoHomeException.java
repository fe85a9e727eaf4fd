package dev.coffer.platform.places;

import java.io.IOException;

/** There is no home folder: {@code HOME} is unset and the passwd entry names none. */
public final class NoHomeException extends IOException {
    /** Says what was tried and what to set. */
    public NoHomeException(String message) {
        super(message);
    }
}
