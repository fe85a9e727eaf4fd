package dev.coffer.cli.setup;

import dev.coffer.api.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A file by which tools learn to ask Coffer, and the steps that make it say so, or no longer. */
interface Link {
    /** The file. */
    Path file();

    /** Whether it has its tools ask Coffer now. */
    boolean isInPlace() throws IOException;

    /** The single servers about which it has them ask Coffer. */
    List<String> servers() throws IOException;

    /** What the user should know beforehand, one line each. */
    List<String> remarks() throws IOException;

    /** What points the tools at Coffer. */
    List<Step> linking() throws IOException;

    /**
     * What takes that back.
     *
     * @param inPlainText true to write the logins into the file, where it can hold any
     * @param stillNeeded helpers that links in other files keep as the last ones to be asked
     */
    List<Step> unlinking(boolean inPlainText, Set<OldHelper> stillNeeded) throws IOException, StoreException;
}
