package dev.coffer.core.audit;

import dev.coffer.api.StoreException;
import dev.coffer.platform.files.UnsafeFileException;
import java.io.IOException;

/** What came of a fix. */
public sealed interface FixOutcome {
    /** It was done, and looking again shows it. */
    record Mended() implements FixOutcome {}

    /** There was nothing left to do. */
    record DoneAlready() implements FixOutcome {}

    /**
     * It was not done, and nothing was changed.
     *
     * @param reason one line
     * @param whatToDo the remedy, one line; may be empty
     */
    record Failed(String reason, String whatToDo) implements FixOutcome {}

    /** Applies a fix and verifies it. */
    static FixOutcome of(Fix fix) {
        try {
            if (fix.isDone()) {
                return new DoneAlready();
            }
            fix.apply();
            return fix.isDone() ? new Mended() : new Failed("it was done, but looking again does not show it", "");
        } catch (StoreException refused) {
            return new Failed(String.valueOf(refused.getMessage()), refused.whatToDo());
        } catch (UnsafeFileException unsafe) {
            return new Failed(String.valueOf(unsafe.getMessage()), unsafe.whatToDo());
        } catch (IOException failed) {
            return new Failed(String.valueOf(failed.getMessage()), "");
        }
    }
}
