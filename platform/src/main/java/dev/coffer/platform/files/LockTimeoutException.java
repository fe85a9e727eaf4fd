package dev.coffer.platform.files;

import java.io.IOException;

/** Another process held a lock for longer than we wait. */
public final class LockTimeoutException extends IOException {
    /** Names the lock file and the time waited. */
    public LockTimeoutException(String message) {
        super(message);
    }
}
