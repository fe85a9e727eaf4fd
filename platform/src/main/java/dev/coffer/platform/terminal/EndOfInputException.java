package dev.coffer.platform.terminal;

import java.io.IOException;

/** The person ended the input (Ctrl-D), or the terminal went away, before the line was complete. */
public final class EndOfInputException extends IOException {
    EndOfInputException() {
        super("the input ended before the line did");
    }
}
