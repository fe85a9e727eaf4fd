package dev.coffer.platform.files;

import java.io.IOException;

/** A file or folder has a mode or an owner with which it cannot be trusted. The message names the remedy's subject. */
public final class UnsafeFileException extends IOException {
    private final String whatToDo;

    /** Says what is wrong, and which command mends it. */
    public UnsafeFileException(String message, String whatToDo) {
        super(message);
        this.whatToDo = whatToDo;
    }

    /** The command that mends it, such as {@code chmod 600 FILE}. */
    public String whatToDo() {
        return whatToDo;
    }
}
