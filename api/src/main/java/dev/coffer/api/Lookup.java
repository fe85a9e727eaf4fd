package dev.coffer.api;

import java.util.List;

/** The answer of a {@link CredentialSource}. Explanations are values, not log lines. */
public sealed interface Lookup {
    /**
     * There is a credential.
     *
     * @param notes what a user who wants an explanation should know about how it was come by; mostly empty
     */
    record Found(Credential credential, Origin origin, List<Reason> notes) implements Lookup {
        public Found {
            notes = List.copyOf(notes);
        }

        /** Found, and there is nothing more to say. */
        public Found(Credential credential, Origin origin) {
            this(credential, origin, List.of());
        }
    }

    /** There is nothing here; the next source may be asked. */
    record Absent(List<Reason> why) implements Lookup {
        public Absent {
            why = List.copyOf(why);
        }

        /** Absent for one reason. */
        public Absent(String why) {
            this(List.of(new Reason(why)));
        }
    }

    /**
     * There may be something, but it cannot be had now. Never to be taken for {@link Absent}.
     *
     * @param tried what was tried on the way and what came of each, in order; mostly empty
     * @param whatToDo the remedy, one line; empty when there is none to name
     */
    record Unavailable(Kind kind, Reason why, List<Reason> tried, String whatToDo) implements Lookup {
        public Unavailable {
            tried = List.copyOf(tried);
        }

        /** Unavailable without anything that was tried. */
        public Unavailable(Kind kind, Reason why, String whatToDo) {
            this(kind, why, List.of(), whatToDo);
        }

        /** The exception that says the same, but for what was tried. */
        public StoreException asException() {
            return new StoreException(kind, why.text(), whatToDo);
        }
    }
}
