package dev.coffer.registry;

import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Hosts;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;

/**
 * Tries a credential at a registry, as Docker's login does: {@code GET /v2/} without credentials, the challenge's
 * answer, {@code GET /v2/} again. Docker Hub is asked at {@code registry-1.docker.io}.
 *
 * <p>TLS is always tried first. Plain http follows only where no TLS server was found, and only for loopback addresses
 * or when the user asked for it.
 */
public final class RegistryCheck {
    private static final String HUB = "registry-1.docker.io";

    private final Http http;

    /** A check that talks through the client. */
    public RegistryCheck(Http http) {
        this.http = http;
    }

    /** Tries the credential. Whatever happens on the way is a verdict, not an exception. */
    public Verdict check(LoginAttempt attempt) {
        Deadline deadline = Deadline.after(attempt.limit());
        try {
            Conversation secure = new Conversation(http, endpoint("https", attempt.server()), attempt, deadline);
            Redirects.Landing ping;
            try {
                ping = secure.ping();
            } catch (HttpFailure failure) {
                if (!isPlainHttpNext(attempt, failure)) {
                    throw failure;
                }
                Conversation plain = new Conversation(http, endpoint("http", attempt.server()), attempt, deadline);
                return plain.answer(plain.ping());
            }
            return secure.answer(ping);
        } catch (StoppedException stopped) {
            return stopped.verdict();
        } catch (HttpFailure failure) {
            return unreachable(failure);
        }
    }

    private static URI endpoint(String scheme, ServerAddress server) {
        return URI.create(scheme + "://" + (server.isHub() ? HUB : server.authority()) + "/v2/");
    }

    private static boolean isPlainHttpNext(LoginAttempt attempt, HttpFailure failure) {
        boolean allowed = !attempt.server().isHub()
                && (attempt.allowPlainHttp()
                        || Hosts.isLoopback(attempt.server().host()));
        return allowed
                && switch (failure.kind()) {
                    case PLAIN_HTTP, REFUSED, CLOSED -> true;
                    default -> false;
                };
    }

    private static Verdict unreachable(HttpFailure failure) {
        String remedy = failure.kind() == HttpFailure.Kind.PLAIN_HTTP
                ? "set up TLS there, or say --insecure to send the password over the network in the clear"
                : failure.remedy();
        return new Verdict.Unreachable(failure.kind(), failure.getMessage(), remedy);
    }
}
