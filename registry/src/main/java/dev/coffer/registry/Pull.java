package dev.coffer.registry;

import dev.coffer.api.Credential;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Challenge;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;
import java.util.Optional;

/** What follows the first contact of a pull: a token for the repository, and the question for the manifest. */
final class Pull {
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final Http http;
    private final ServerAddress server;
    private final URI registry;
    private final Redirects.Landing ping;
    private final PullAttempt attempt;
    private final Optional<Credential> credential;
    private final Quoting quoting;
    private final Deadline deadline;
    private final Redirects redirects;

    Pull(
            Http http,
            ServerAddress server,
            FirstContact contact,
            PullAttempt attempt,
            Quoting quoting,
            Deadline deadline) {
        this.http = http;
        this.server = server;
        this.registry = contact.registry();
        this.ping = contact.ping();
        this.attempt = attempt;
        this.credential = attempt.credential();
        this.quoting = quoting;
        this.deadline = deadline;
        this.redirects = new Redirects(http, registry, quoting, deadline);
    }

    PullVerdict verdict() throws HttpFailure, StoppedException {
        if (ping.answer().status() != 401) {
            return manifest(Optional.empty());
        }
        return switch (Demand.of(registry, ping, quoting)) {
            case Demand.Token(Challenge bearer) -> withToken(bearer);
            case Demand.Password _ -> withPassword();
        };
    }

    private PullVerdict withPassword() throws HttpFailure, StoppedException {
        if (credential.isEmpty()) {
            return refused(PullVerdict.Kind.NEEDS_LOGIN, "wants a user name and password", login());
        }
        if (credential.get().isIdentityToken()) {
            return refused(
                    PullVerdict.Kind.WRONG_CREDENTIAL,
                    "wants a user name and password, not an identity token",
                    login());
        }
        return manifest(Optional.of(BasicAuthorization.value(credential.get())));
    }

    private PullVerdict withToken(Challenge bearer) throws HttpFailure, StoppedException {
        URI realm =
                new RealmRule(http, quoting, deadline).check(bearer, registry, credential.flatMap(Credential::realm));
        Optional<String> scope = Optional.of("repository:" + attempt.image().path() + ":pull");
        TokenServer scoped =
                new TokenServer(http, registry, realm, bearer.parameter("service"), scope, quoting, deadline);
        if (credential.isEmpty()) {
            return manifest(bearerValue(scoped.exchangeNothing()));
        }
        try {
            return manifest(bearerValue(scoped.exchange(credential.get())));
        } catch (StoppedException refusal) {
            // Some token servers answer a scope that is out of reach as they answer a wrong password.
            if (refusal.verdict() instanceof Verdict.Rejected && isGoodForALogin()) {
                return noPermission("");
            }
            throw refusal;
        }
    }

    private static Optional<String> bearerValue(TokenServer.Tokens tokens) {
        return Optional.of("Bearer " + tokens.access().text());
    }

    private PullVerdict manifest(Optional<String> authorization) throws HttpFailure, StoppedException {
        Answer answer = ask("HEAD", authorization);
        if (answer.status() == 200) {
            return new PullVerdict(
                    PullVerdict.Kind.PULLABLE,
                    name() + " gives the image" + (credential.isPresent() ? "" : " to everybody") + pullsLeft(answer),
                    "");
        }
        // An answer to HEAD has no words.
        String reason = quoting.reasonOf(ask("GET", authorization));
        return switch (answer.status()) {
            case 401, 403 -> denied(reason);
            case 404 ->
                refused(
                        PullVerdict.Kind.NO_SUCH_IMAGE,
                        "has no such image, or does not show it "
                                + (credential.isEmpty() ? "without a login" : "to this account") + reason,
                        "check the image's name and tag, and that this account may see it");
            case 429 ->
                refused(
                        PullVerdict.Kind.RATE_LIMITED,
                        "has had too many requests from here" + retryAfter(answer) + reason,
                        credential.isEmpty() ? "log in, which raises the limit, or wait" : "wait");
            default ->
                refused(
                        PullVerdict.Kind.REGISTRY_TROUBLE,
                        "answered with status " + answer.status() + reason,
                        "try again later");
        };
    }

    private PullVerdict denied(String reason) {
        if (credential.isEmpty()) {
            return refused(PullVerdict.Kind.NEEDS_LOGIN, "does not give the image without a login" + reason, login());
        }
        return isGoodForALogin()
                ? noPermission(reason)
                : refused(
                        PullVerdict.Kind.WRONG_CREDENTIAL,
                        "refused the credential" + reason,
                        "check user name and password, then log in again: coffer login " + name());
    }

    private PullVerdict noPermission(String reason) {
        return refused(
                PullVerdict.Kind.NO_PERMISSION,
                "knows the credential, but it may not pull " + attempt.image().path() + reason,
                "have the account given access to the repository, or log in as another");
    }

    /** Whether the registry would let the credential log in: what is refused then is the repository. */
    private boolean isGoodForALogin() {
        LoginAttempt login = new LoginAttempt(
                server,
                credential.orElseThrow(),
                attempt.allowPlainHttp(),
                credential.orElseThrow().realm(),
                deadline.remaining());
        return new RegistryCheck(http).check(login) instanceof Verdict.Accepted;
    }

    private Answer ask(String method, Optional<String> authorization) throws HttpFailure, StoppedException {
        String reference = attempt.image().digest().or(attempt.image()::tag).orElse("latest");
        URI manifest = registry.resolve(attempt.image().path() + "/manifests/" + reference);
        return redirects
                .follow(
                        manifest,
                        uri -> Call.of(method, uri, Optional.empty()).with("Accept", MANIFESTS),
                        authorization)
                .answer();
    }

    /** Docker Hub tells how many pulls are left: {@code 76;w=21600}, a number and a span of time in seconds. */
    private String pullsLeft(Answer answer) {
        return answer.header("RateLimit-Remaining")
                .map(left -> left.split(";", -1)[0].strip())
                .filter(left -> !left.isEmpty() && left.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(left -> "; " + quoting.quote(left) + " pulls are left for now")
                .orElse("");
    }

    private String retryAfter(Answer answer) {
        return answer.header("Retry-After")
                .map(after -> ", to be tried again after " + quoting.quote(after))
                .orElse("");
    }

    private PullVerdict refused(PullVerdict.Kind kind, String what, String remedy) {
        return new PullVerdict(kind, name() + " " + what, remedy);
    }

    private String login() {
        return "log in: coffer login " + name();
    }

    private String name() {
        return registry.getRawAuthority();
    }
}
