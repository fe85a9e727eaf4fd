package dev.coffer.registry;

import dev.coffer.api.Credential;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;

/**
 * What came of trying a credential at a registry. Messages are for people: one line, lower case, no final stop, control
 * characters of the registry's own words escaped, never a secret.
 */
public sealed interface Verdict {
    /** What happened, and where. */
    String message();

    /**
     * The registry let the credential in.
     *
     * @param credential what to store: the credential tried, or the identity token that the token server gave for it;
     *     with the realm's host where a token server was asked
     * @param registry the address that answered; its scheme says whether TLS was used
     */
    record Accepted(Credential credential, URI registry) implements Verdict {
        @Override
        public String message() {
            return registry.getRawAuthority() + " accepted the credential";
        }
    }

    /**
     * The registry answers without credentials, so that nothing can be said about this one.
     *
     * @param credential what to store: the credential as it was given
     * @param registry the address that answered
     */
    record AcceptsAnyone(Credential credential, URI registry) implements Verdict {
        @Override
        public String message() {
            return registry.getRawAuthority() + " does not ask for credentials: any password is accepted";
        }
    }

    /** The credential was not let in, or nothing could be found out about it. Nothing is to be stored. */
    sealed interface Failed extends Verdict {
        /** What to do next. */
        String remedy();
    }

    /** The registry or its token server said no (401, 403), or cannot be served with a credential of this shape. */
    record Rejected(String message, String remedy) implements Failed {}

    /** Something answers there, but not as a registry does. */
    record NotARegistry(String message, String remedy) implements Failed {}

    /** No answer was had. */
    record Unreachable(HttpFailure.Kind kind, String message, String remedy) implements Failed {}

    /** The registry or its token server has trouble of its own (5xx, 429). */
    record ServerError(int status, String message, String remedy) implements Failed {}

    /** The registry asks for credentials in a way that cannot be understood. */
    record BadChallenge(String message, String remedy) implements Failed {}

    /** To go on would have sent the secret to a place that must not get it. */
    record Unsafe(String message, String remedy) implements Failed {}
}
