package dev.coffer.api;

import java.util.List;

/** The answer of a {@link CredentialSource}. Explanations are values, not log lines. */
public sealed interface Lookup {
    /** There is a credential. */
    record Found(Credential credential, Origin origin) implements Lookup {}

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
     * @param whatToDo the remedy, one line; empty when there is none to name
     */
    record Unavailable(Kind kind, Reason why, String whatToDo) implements Lookup {
        /** The exception that says the same. */
        public StoreException asException() {
            return new StoreException(kind, why.text(), whatToDo);
        }
    }
}
