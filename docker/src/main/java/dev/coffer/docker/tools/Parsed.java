package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonValue;

/** What came of reading a file as JSON. */
sealed interface Parsed {
    /** JSON. */
    record Json(JsonValue value) implements Parsed {}

    /** No such file. */
    record Missing() implements Parsed {}

    /** Nothing but blanks. */
    record Empty() implements Parsed {}

    /** It cannot be used; why, in one line without its text. */
    record Unusable(String why) implements Parsed {}
}
