package dev.coffer.cloud.gcr;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import java.time.Instant;

/** What a source of tokens says. */
sealed interface Reply {
    /** One line for people: what came of it. */
    String said();

    /**
     * A token.
     *
     * @param identity whose it is; may be empty
     */
    record Token(Secret value, Instant expires, String identity, String said) implements Reply {}

    /** The source is not there or not set up: the next one may be asked. */
    record Nothing(String said) implements Reply {}

    /** The source is there and does not work. No other one is asked, because that would be another identity. */
    record Failure(Kind kind, String said, String whatToDo) implements Reply {}
}
