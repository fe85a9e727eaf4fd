package dev.coffer.core.audit;

/** How bad a finding is. */
public enum Severity {
    /** Another user of this machine can take or exchange a secret, or have a program of theirs run in our name. */
    CRITICAL,
    /** A secret lies in plain text, or something that was set does not work. */
    WARNING,
    /** It works, but not in the way, or not for as long, as one would expect. */
    NOTE
}
