package dev.coffer.docker.tools;

import java.util.Optional;

/** One place that a tool asks for credentials: a file, a variable, a helper of its own list. */
@FunctionalInterface
interface Source {
    /**
     * Asks it.
     *
     * @return empty when the next source is asked
     * @throws StoppedException when the tool stops here with an error
     */
    Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) throws StoppedException;
}
