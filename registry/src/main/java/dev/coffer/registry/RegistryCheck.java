package dev.coffer.registry;

import dev.coffer.platform.http.Http;

/**
 * Tries a credential at a registry, as Docker's login does: {@code GET /v2/} without credentials, the challenge's
 * answer, {@code GET /v2/} again.
 */
public final class RegistryCheck {
    /** A check that talks through the client. */
    public RegistryCheck(Http http) {
        throw new UnsupportedOperationException();
    }

    /** Tries the credential. Whatever happens on the way is a verdict, not an exception. */
    public Verdict check(LoginAttempt attempt) {
        throw new UnsupportedOperationException();
    }
}
