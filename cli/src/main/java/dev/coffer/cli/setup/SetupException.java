package dev.coffer.cli.setup;

import java.io.IOException;

/** Set-up does not go on. What it was about to change is as it was. */
public final class SetupException extends IOException {
    private final String whatToDo;

    SetupException(String message, String whatToDo) {
        super(message);
        this.whatToDo = whatToDo;
    }

    /** The remedy, one line. */
    public String whatToDo() {
        return whatToDo;
    }
}
