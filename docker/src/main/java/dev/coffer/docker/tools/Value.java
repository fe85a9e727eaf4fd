package dev.coffer.docker.tools;

/** What a tool makes of an entry. */
sealed interface Value {
    /** A credential. */
    record Usable(ToolCredential credential) implements Value {}

    /** Nothing that it could use. */
    record Nothing(String why) implements Value {}

    /** An error. */
    record Broken(String why) implements Value {}
}
