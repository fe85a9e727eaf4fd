package dev.coffer;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Origin;
import dev.coffer.api.Reason;
import dev.coffer.api.StoreException;
import java.util.List;

/**
 * What was found for a registry, and why.
 *
 * {@snippet class="dev.coffer.SnippetsTest" region="switch"}
 */
public sealed interface Answer {
    /** What was looked at and what came of it, in order, one line each; the last one decided. Holds no secret. */
    List<Reason> explanation();

    /**
     * There is a credential.
     *
     * @param credential the caller's own copy; its secret may be closed to wipe it
     * @param origin where it was found
     */
    record Found(Credential credential, Origin origin, List<Reason> explanation) implements Answer {
        public Found {
            explanation = List.copyOf(explanation);
        }
    }

    /** There is none: the registry is to be asked without. */
    record Anonymous(List<Reason> explanation) implements Answer {
        public Anonymous {
            explanation = List.copyOf(explanation);
        }
    }

    /**
     * There may be one, but it cannot be had now: a store is locked, a helper failed, a file is malformed. Going on
     * without a credential would end in a riddle.
     *
     * @param why one line
     * @param whatToDo the remedy, one line; empty when there is none to name
     */
    record Failed(Kind kind, Reason why, String whatToDo, List<Reason> explanation) implements Answer {
        public Failed {
            explanation = List.copyOf(explanation);
        }

        /** The exception that says the same, for interfaces that want one. */
        public StoreException asException() {
            return new StoreException(kind, why.text(), whatToDo);
        }
    }
}
