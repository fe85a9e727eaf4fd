package dev.coffer.platform.places;

import java.io.IOException;

/**
 * It cannot be told where things lie: {@code HOME} is unset and the passwd entry names none, or a variable that names a
 * place is not an absolute path.
 */
public final class NoHomeException extends IOException {
    /** Says what was tried and what to set. */
    public NoHomeException(String message) {
        super(message);
    }
}
