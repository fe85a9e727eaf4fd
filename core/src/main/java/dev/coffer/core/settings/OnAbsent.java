package dev.coffer.core.settings;

/** What a credential helper answers when there is no credential. */
public enum OnAbsent {
    /** That there is none, as Docker's helpers do. */
    ERROR,
    /** An empty user name and secret: Nomad takes a helper's error for the end of the task, and this for "none". */
    EMPTY
}
