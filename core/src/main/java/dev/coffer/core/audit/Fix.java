package dev.coffer.core.audit;

import dev.coffer.api.StoreException;
import java.io.IOException;

/**
 * A change that mends a finding and can do no harm: it takes away no login from any tool and loses nothing. Carried out
 * twice, it does nothing the second time; when it fails, everything is as it was. Two fixes are equal when they do the
 * same.
 */
public interface Fix {
    /** What it does, one line. */
    String describe();

    /** Whether there is nothing left to do. Changes nothing. */
    boolean isDone() throws IOException, StoreException;

    /**
     * Does it.
     *
     * @throws IOException when it cannot be done, or is found not to be safe after all
     * @throws StoreException when a store refuses
     */
    void apply() throws IOException, StoreException;
}
