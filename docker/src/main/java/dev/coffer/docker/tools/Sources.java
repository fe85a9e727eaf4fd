package dev.coffer.docker.tools;

import java.util.List;

/** Which places a tool asks, in which order, in a given world. */
@FunctionalInterface
interface Sources {
    /**
     * Chooses and opens them.
     *
     * @throws StoppedException when the tool cannot start with what it finds
     */
    List<Source> open(Inquiry inquiry) throws StoppedException;
}
