package dev.coffer.cli.setup;

import dev.coffer.api.StoreException;
import java.io.IOException;
import java.util.List;

/** One thing to be done. Carried out twice, it does nothing the second time. */
interface Step {
    /** What it does, one line. */
    String describe();

    /** What the user should know about it beforehand, one line each; also when it is done already. */
    default List<String> remarks() throws IOException, StoreException {
        return List.of();
    }

    /**
     * Whether there is nothing left to do. Changes nothing.
     *
     * @throws SetupException when it can be told now that the step cannot be done
     */
    boolean isDone() throws IOException, StoreException;

    /** False for a step that only looks. */
    default boolean changesSomething() {
        return true;
    }

    /** Does it. After a failure or a kill, it can be done again. */
    void run(Report report) throws IOException, StoreException;
}
