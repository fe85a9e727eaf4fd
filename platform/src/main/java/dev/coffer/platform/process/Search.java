package dev.coffer.platform.process;

import java.nio.file.Path;

/** What came of the search for a program. */
public sealed interface Search {
    /**
     * It is there and may be run.
     *
     * @param program its name on the search path; a link is not resolved, since many programs look at their name
     */
    record Found(Path program) implements Search {}

    /** No folder of the search path has it. */
    record Missing() implements Search {}

    /**
     * It is there, but somebody else could have put it there or could exchange it.
     *
     * @param reason one line that names the file or folder and what is wrong with it
     */
    record Refused(String reason) implements Search {}
}
