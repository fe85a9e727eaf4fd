package dev.coffer.registry;

import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends requests that only read and follows redirects by hand: at most five and never from https to http. A request with
 * credentials stays at its origin; one without may lead elsewhere.
 */
final class Redirects {
    private static final int MAX_REDIRECTS = 5;

    private final Http http;
    private final URI registry;
    private final Quoting quoting;
    private final Deadline deadline;

    Redirects(Http http, URI registry, Quoting quoting, Deadline deadline) {
        this.http = http;
        this.registry = registry;
        this.quoting = quoting;
        this.deadline = deadline;
    }

    /**
     * The answer at the end of the way.
     *
     * @param answer what was said
     * @param origin who said it
     */
    record Landing(Answer answer, WebOrigin origin) {}

    Landing get(URI start, Optional<String> authorization) throws HttpFailure, StoppedException {
        return follow(start, Call::get, authorization);
    }

    /** As {@link #get}, with a request that is made for each address on the way. */
    Landing follow(URI start, Function<URI, Call> request, Optional<String> authorization)
            throws HttpFailure, StoppedException {
        URI uri = start;
        for (int redirects = 0; ; redirects++) {
            Call call = request.apply(uri).alsoTrustedBy(registry);
            if (authorization.isPresent()) {
                call = call.with("Authorization", authorization.get());
            }
            Answer answer = http.send(call, deadline.remaining());
            Optional<String> location = isRedirect(answer.status()) ? answer.header("Location") : Optional.empty();
            if (location.isEmpty()) {
                return new Landing(answer, WebOrigin.of(uri));
            }
            if (redirects == MAX_REDIRECTS) {
                throw new StoppedException(new Verdict.NotARegistry(
                        start.getRawAuthority() + " redirects more than " + MAX_REDIRECTS + " times",
                        "check the address of the registry"));
            }
            URI next = target(uri, location.get());
            requireSafe(WebOrigin.of(uri), WebOrigin.of(next), authorization.isPresent());
            uri = next;
        }
    }

    private void requireSafe(WebOrigin from, WebOrigin to, boolean withCredentials) throws StoppedException {
        if (from.isSecure() && !to.isSecure()) {
            throw new StoppedException(new Verdict.Unsafe(
                    from.authority() + " redirects from https to plain http at " + quoting.quote(to.authority()),
                    "have that server's settings corrected"));
        }
        if (withCredentials && !from.equals(to)) {
            throw new StoppedException(new Verdict.Unsafe(
                    from.authority() + " redirects the credential to " + quoting.quote(to.authority())
                            + ", which must not get it",
                    "if that server is the one you mean, log in to it by its own name"));
        }
    }

    private URI target(URI from, String location) throws StoppedException {
        try {
            URI to = from.resolve(new URI(location));
            boolean web = "https".equalsIgnoreCase(to.getScheme()) || "http".equalsIgnoreCase(to.getScheme());
            if (web && to.getHost() != null && to.getUserInfo() == null) {
                return to;
            }
        } catch (URISyntaxException notAnAddress) {
            // Said below, together with the addresses that lead nowhere.
        }
        throw new StoppedException(new Verdict.NotARegistry(
                WebOrigin.of(from).authority() + " redirects to what is not a web address: " + quoting.quote(location),
                "check the address of the registry"));
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
