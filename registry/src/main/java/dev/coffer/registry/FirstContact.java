package dev.coffer.registry;

import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Hosts;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;
import java.util.Optional;

/**
 * The way a registry is spoken to, and its first answer: {@code GET /v2/} without credentials. Docker Hub is asked at
 * {@code registry-1.docker.io}.
 *
 * <p>TLS is always tried first. Plain http follows only where no TLS server was found, and only for loopback addresses
 * or when the user asked for it.
 *
 * @param registry the address of {@code /v2/} that answered
 * @param ping what it answered
 */
record FirstContact(URI registry, Redirects.Landing ping) {
    private static final String HUB = "registry-1.docker.io";

    static FirstContact with(
            Http http, ServerAddress server, boolean allowPlainHttp, Quoting quoting, Deadline deadline)
            throws HttpFailure, StoppedException {
        try {
            return ping(http, endpoint("https", server), quoting, deadline);
        } catch (HttpFailure failure) {
            if (!isPlainHttpNext(server, allowPlainHttp, failure)) {
                throw failure;
            }
            return ping(http, endpoint("http", server), quoting, deadline);
        }
    }

    private static FirstContact ping(Http http, URI registry, Quoting quoting, Deadline deadline)
            throws HttpFailure, StoppedException {
        return new FirstContact(
                registry, new Redirects(http, registry, quoting, deadline).get(registry, Optional.empty()));
    }

    private static URI endpoint(String scheme, ServerAddress server) {
        return URI.create(scheme + "://" + (server.isHub() ? HUB : server.authority()) + "/v2/");
    }

    private static boolean isPlainHttpNext(ServerAddress server, boolean allowPlainHttp, HttpFailure failure) {
        boolean allowed = !server.isHub() && (allowPlainHttp || Hosts.isLoopback(server.host()));
        return allowed
                && switch (failure.kind()) {
                    case PLAIN_HTTP, REFUSED, CLOSED -> true;
                    default -> false;
                };
    }
}
