package dev.coffer.core.settings;

/** What a credential helper answers when a credential is locked, expired, damaged, refused or out of reach. */
public enum OnUnavailable {
    /** An error, so that the client fails and says why. */
    ERROR,
    /** Not found, so that the client goes on without a login. */
    ANONYMOUS
}
