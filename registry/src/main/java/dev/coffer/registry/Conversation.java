package dev.coffer.registry;

import dev.coffer.api.Credential;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Challenge;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What follows the first contact of a login: the answer to the registry's challenge, and the ping again. */
final class Conversation {
    private final Http http;
    private final URI registry;
    private final LoginAttempt attempt;
    private final Credential credential;
    private final Deadline deadline;
    private final Quoting quoting;
    private final Redirects redirects;

    Conversation(Http http, URI registry, LoginAttempt attempt, Deadline deadline) {
        this.http = http;
        this.registry = registry;
        this.attempt = attempt;
        this.credential = attempt.credential();
        this.deadline = deadline;
        this.quoting = new Quoting(credential);
        this.redirects = new Redirects(http, registry, quoting, deadline);
    }

    /** What follows from the ping's answer. */
    Verdict answer(Redirects.Landing ping) throws HttpFailure, StoppedException {
        if (ping.answer().status() == 200 && isRegistry(ping.answer())) {
            return new Verdict.AcceptsAnyone(credential, registry);
        }
        if (ping.answer().status() == 403) {
            throw rejected(
                    "lets nobody in from here, before any credential is shown (status 403)"
                            + quoting.reasonOf(ping.answer()),
                    "ask the registry's keeper whether this network may reach it");
        }
        if (ping.answer().status() != 401) {
            throw new StoppedException(unexpected(ping.answer()));
        }
        return switch (Demand.of(registry, ping, quoting)) {
            case Demand.Token(Challenge bearer) -> withToken(bearer);
            case Demand.Password _ -> withPassword();
        };
    }

    private Verdict withPassword() throws HttpFailure, StoppedException {
        if (credential.isIdentityToken()) {
            throw rejected(
                    "wants a user name and password, not an identity token", "log in with user name and password");
        }
        requireUserAndPassword();
        requireEntry(BasicAuthorization.value(credential));
        return new Verdict.Accepted(
                new Credential(credential.username(), credential.secret(), credential.expires(), Optional.empty()),
                registry);
    }

    private Verdict withToken(Challenge bearer) throws HttpFailure, StoppedException {
        if (!credential.isIdentityToken()) {
            requireUserAndPassword();
        }
        URI realm = new RealmRule(http, quoting, deadline).check(bearer, registry, attempt.knownRealm());
        TokenServer.Tokens tokens = new TokenServer(
                        http, registry, realm, bearer.parameter("service"), Optional.empty(), quoting, deadline)
                .exchange(credential);
        requireEntry("Bearer " + tokens.access().text());
        Optional<String> seen = Optional.of(WebOrigin.of(realm).authority());
        return new Verdict.Accepted(
                tokens.refresh()
                        .map(token -> new Credential(Credential.TOKEN_USERNAME, token, Optional.empty(), seen))
                        .orElseGet(() ->
                                new Credential(credential.username(), credential.secret(), credential.expires(), seen)),
                registry);
    }

    /** RFC 7617 divides user name and password by a colon. */
    private void requireUserAndPassword() throws StoppedException {
        if (credential.username().isEmpty() || credential.secret().isEmpty()) {
            throw rejected("wants a user name and a password", "give both");
        }
        if (credential.username().indexOf(':') >= 0) {
            throw rejected(
                    "takes no user name with a colon: HTTP cannot tell it from the password", "check the user name");
        }
    }

    private void requireEntry(String authorization) throws HttpFailure, StoppedException {
        Answer entry = redirects.get(registry, Optional.of(authorization)).answer();
        if (entry.status() != 200) {
            throw new StoppedException(unexpected(entry));
        }
    }

    private Verdict.Failed unexpected(Answer answer) {
        int status = answer.status();
        String reason = quoting.reasonOf(answer);
        if (status == 401 || status == 403) {
            return new Verdict.Rejected(
                    name() + " refused the credential (status " + status + ")" + reason,
                    "check user name and password, and that this account may use the registry");
        }
        if (status == 429 || status >= 500) {
            return new Verdict.ServerError(
                    status, name() + " answered with status " + status + reason, "try again later");
        }
        return new Verdict.NotARegistry(
                name() + " does not answer as a registry does: status " + status + " for /v2/" + reason,
                "check the address of the registry");
    }

    /** The specification wants status 200 only, but web servers that answer everything with a page do so too. */
    private static boolean isRegistry(Answer answer) {
        return answer.header("Docker-Distribution-Api-Version").isPresent()
                || !new String(answer.body(), StandardCharsets.UTF_8)
                        .stripLeading()
                        .startsWith("<");
    }

    private StoppedException rejected(String what, String remedy) {
        return new StoppedException(new Verdict.Rejected(name() + " " + what, remedy));
    }

    private String name() {
        return registry.getRawAuthority();
    }
}
