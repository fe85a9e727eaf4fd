package dev.coffer.registry;

import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;

/**
 * Tries a credential at a registry, as Docker's login does: {@code GET /v2/} without credentials, the challenge's
 * answer, {@code GET /v2/} again.
 */
public final class RegistryCheck {
    private final Http http;

    /** A check that talks through the client. */
    public RegistryCheck(Http http) {
        this.http = http;
    }

    /** Tries the credential. Whatever happens on the way is a verdict, not an exception. */
    public Verdict check(LoginAttempt attempt) {
        Deadline deadline = Deadline.after(attempt.limit());
        try {
            FirstContact contact = FirstContact.with(
                    http, attempt.server(), attempt.allowPlainHttp(), new Quoting(attempt.credential()), deadline);
            return new Conversation(http, contact.registry(), attempt, deadline).answer(contact.ping());
        } catch (StoppedException stopped) {
            return stopped.verdict();
        } catch (HttpFailure failure) {
            return unreachable(failure);
        }
    }

    static Verdict.Unreachable unreachable(HttpFailure failure) {
        String remedy = failure.kind() == HttpFailure.Kind.PLAIN_HTTP
                ? "set up TLS there, or say --insecure to send the password over the network in the clear"
                : failure.remedy();
        return new Verdict.Unreachable(failure.kind(), failure.getMessage(), remedy);
    }
}
