package dev.coffer.registry;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Exchanges a credential for a token (the distribution project's token authentication specification). A login asks for
 * no scope, and for an identity token where there is such; a pull asks for its repository.
 */
final class TokenServer {
    /** Docker's own, because some token servers know no other. */
    private static final String CLIENT_ID = "docker";

    private final Http http;
    private final URI registry;
    private final URI realm;
    private final Optional<String> service;
    private final Optional<String> scope;
    private final Quoting quoting;
    private final Deadline deadline;

    TokenServer(
            Http http,
            URI registry,
            URI realm,
            Optional<String> service,
            Optional<String> scope,
            Quoting quoting,
            Deadline deadline) {
        this.http = http;
        this.registry = registry;
        this.realm = realm;
        this.service = service;
        this.scope = scope;
        this.quoting = quoting;
        this.deadline = deadline;
    }

    /**
     * What the token server gave.
     *
     * @param access the token for the registry
     * @param refresh the identity token, where it gives such
     */
    record Tokens(Secret access, Optional<Secret> refresh) {}

    Tokens exchange(Credential credential) throws HttpFailure, StoppedException {
        Answer answer = credential.isIdentityToken() ? refresh(credential) : password(credential);
        if (answer.status() != 200) {
            throw new StoppedException(refusal(answer, Optional.of(credential)));
        }
        return tokens(answer);
    }

    /** The token that anybody gets, where anybody gets one. */
    Tokens exchangeNothing() throws HttpFailure, StoppedException {
        Answer answer = new Redirects(http, registry, quoting, deadline)
                .get(withQuery(query()), Optional.empty())
                .answer();
        if (answer.status() != 200) {
            throw new StoppedException(refusal(answer, Optional.empty()));
        }
        return tokens(answer);
    }

    private Answer password(Credential credential) throws HttpFailure, StoppedException {
        StringBuilder query = query();
        append(query, "account", credential.username());
        append(query, "client_id", CLIENT_ID);
        if (scope.isEmpty()) {
            append(query, "offline_token", "true");
        }
        return new Redirects(http, registry, quoting, deadline)
                .get(withQuery(query), Optional.of(BasicAuthorization.value(credential)))
                .answer();
    }

    private StringBuilder query() {
        return new StringBuilder(Optional.ofNullable(realm.getRawQuery()).orElse(""));
    }

    private URI withQuery(StringBuilder query) {
        service.ifPresent(name -> append(query, "service", name));
        scope.ifPresent(name -> append(query, "scope", name));
        return URI.create(realm.getScheme() + "://" + realm.getRawAuthority() + realm.getRawPath()
                + (query.isEmpty() ? "" : "?" + query));
    }

    private Answer refresh(Credential credential) throws HttpFailure {
        StringBuilder form = new StringBuilder();
        append(form, "grant_type", "refresh_token");
        append(form, "refresh_token", credential.secret().text());
        append(form, "client_id", CLIENT_ID);
        service.ifPresent(name -> append(form, "service", name));
        scope.ifPresent(name -> append(form, "scope", name));
        return http.send(
                Call.post(
                                realm,
                                "application/x-www-form-urlencoded",
                                form.toString().getBytes(StandardCharsets.US_ASCII))
                        .alsoTrustedBy(registry),
                deadline.remaining());
    }

    private Tokens tokens(Answer answer) throws StoppedException {
        try {
            JsonObject json = Json.object(answer.body());
            Optional<String> access = text(json, "access_token").or(() -> text(json, "token"));
            if (access.isPresent() && isVisibleAscii(access.get())) {
                return new Tokens(
                        Secret.ofText(access.get()), text(json, "refresh_token").map(Secret::ofText));
            }
            throw bad("without a usable token");
        } catch (BadJsonException notUnderstood) {
            throw bad("that cannot be understood: " + notUnderstood.getMessage());
        }
    }

    private Verdict.Failed refusal(Answer answer, Optional<Credential> credential) {
        int status = answer.status();
        String reason = quoting.reasonOf(answer);
        boolean isToken = credential.filter(Credential::isIdentityToken).isPresent();
        if (status == 401 || status == 403 || (status == 400 && isToken)) {
            return new Verdict.Rejected(
                    name() + " refused " + (credential.isPresent() ? "the credential" : "a pull without a credential")
                            + " (status " + status + ")" + reason,
                    credential.isPresent() ? remedy(isToken) : "log in: coffer login " + registry.getRawAuthority());
        }
        if (status == 429 || status >= 500) {
            return new Verdict.ServerError(
                    status, name() + " answered with status " + status + reason, "try again later");
        }
        return new Verdict.BadChallenge(
                name() + " answered with status " + status + reason + " where a token was expected",
                "have the realm in the registry's settings corrected");
    }

    private static String remedy(boolean isToken) {
        return isToken
                ? "log in again with user name and password"
                : "check user name and password; an account with two factors needs an access token";
    }

    private StoppedException bad(String what) {
        return new StoppedException(new Verdict.BadChallenge(
                name() + " sent an answer " + what, "have the realm in the registry's settings corrected"));
    }

    private String name() {
        return "the token server " + quoting.quote(realm.getRawAuthority());
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name)).filter(value -> !value.isEmpty());
    }

    /** A token goes into a header line. */
    private static boolean isVisibleAscii(String token) {
        return token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static void append(StringBuilder form, String name, String value) {
        if (!form.isEmpty()) {
            form.append('&');
        }
        form.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
