package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Challenge;
import dev.coffer.platform.http.ChallengeParser;
import dev.coffer.platform.http.MalformedChallengeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A registry: what it asks for, and the exchange of Entra's tokens for its own (Azure/acr, {@code docs/AAD-OAuth.md}).
 * Everything is said to the host that was asked for, and to no other.
 */
final class AcrRegistry {
    private final String host;
    private final PatientHttp http;
    private final InstantSource clock;

    AcrRegistry(String host, PatientHttp http, InstantSource clock) {
        this.host = host;
        this.http = http;
        this.clock = clock;
    }

    /** Asks without credentials; gives the name that the registry wants in the exchange. */
    String service() throws RefusedException {
        Answer answer = http.send(Call.get(URI.create("https://" + host + "/v2/")));
        if (answer.status() == 200) {
            throw new RefusedException(Kind.REFUSED, host + " asks for no credentials, so there is no token", "");
        }
        if (answer.status() != 401) {
            throw new RefusedException(
                    PatientHttp.isBusy(answer.status()) ? Kind.UNREACHABLE : Kind.REFUSED,
                    host + " does not answer as a registry does: status " + answer.status() + " for /v2/"
                            + reason(answer, ""),
                    PatientHttp.isBusy(answer.status())
                            ? "try again later"
                            : "check the registry's name, and its firewall: az acr show --name " + name());
        }
        Challenge bearer = challenge(answer);
        requireOwnRealm(bearer.parameter("realm").orElse(""));
        return bearer.parameter("service").filter(name -> !name.isEmpty()).orElse(host);
    }

    private Challenge challenge(Answer answer) throws RefusedException {
        try {
            Optional<Challenge> bearer =
                    Challenge.find(ChallengeParser.parse(answer.headers("WWW-Authenticate")), "bearer");
            if (bearer.isPresent()) {
                return bearer.get();
            }
            throw notAcr("does not ask for a token");
        } catch (MalformedChallengeException malformed) {
            throw notAcr("asks in a way that cannot be understood: " + malformed.getMessage());
        }
    }

    /** ACR's realm is the registry itself. An Entra token opens more than a registry, so nobody else gets one. */
    private void requireOwnRealm(String realm) throws RefusedException {
        try {
            URI uri = new URI(realm);
            boolean own = "https".equalsIgnoreCase(uri.getScheme())
                    && host.equalsIgnoreCase(uri.getHost())
                    && (uri.getPort() == -1 || uri.getPort() == 443)
                    && uri.getRawUserInfo() == null;
            if (own) {
                return;
            }
        } catch (URISyntaxException malformed) {
            throw notAcr("names a token server that is no address");
        }
        throw notAcr("names a token server elsewhere, which gets no token: " + Words.firstLine(realm, ""));
    }

    /** Exchanges the token. */
    RegistryToken exchange(EntraToken entra, String service, Audience audience) throws RefusedException {
        String accessToken = entra.token().text();
        Form form = new Form().add("grant_type", "access_token").add("service", service);
        entra.tenant().ifPresent(tenant -> form.add("tenant", tenant));
        form.add("access_token", accessToken);
        Answer answer = http.send(form.post(URI.create("https://" + host + "/oauth2/exchange")));
        if (answer.status() != 200) {
            throw refusal(answer, entra, audience, accessToken);
        }
        try {
            Optional<String> token = Fields.of(answer.body()).text("refresh_token");
            if (token.isPresent()) {
                return RegistryToken.of(token.get(), host, clock.instant());
            }
            throw notAcr("answered the exchange without a token");
        } catch (BadJsonException notUnderstood) {
            throw notAcr("answered the exchange with something else: " + notUnderstood.getMessage());
        }
    }

    private RefusedException refusal(Answer answer, EntraToken entra, Audience audience, String secret) {
        int status = answer.status();
        String said = host + " answered the exchange with status " + status + reason(answer, secret);
        if (status != 401 && status != 403) {
            return new RefusedException(
                    PatientHttp.isBusy(status) ? Kind.UNREACHABLE : Kind.REFUSED,
                    said,
                    PatientHttp.isBusy(status) ? "try again later" : "az acr check-health --name " + name());
        }
        return new RefusedException(
                Kind.REFUSED,
                said,
                audience.isRegistry()
                        ? "give the identity a role: az role assignment create --role AcrPull --assignee "
                                + (entra.identity().isEmpty() ? "ID" : entra.identity())
                                + " --scope \"$(az acr show --name " + name() + " --query id --output tsv)\""
                        : "let the registry take such tokens, or give the identity the role AcrPull: "
                                + "az acr config authentication-as-arm update --status enabled --registry " + name());
    }

    /** What a registry says about a refusal (OCI distribution specification, error codes). */
    private static String reason(Answer answer, String secret) {
        try {
            return Fields.of(answer.body())
                    .first("errors")
                    .flatMap(error -> error.text("message"))
                    .map(text -> ": " + Words.firstLine(text, secret))
                    .orElse("");
        } catch (BadJsonException wordless) {
            return "";
        }
    }

    private RefusedException notAcr(String what) {
        return new RefusedException(Kind.REFUSED, host + " " + what, "az acr check-health --name " + name());
    }

    private String name() {
        return host.substring(0, host.indexOf('.'));
    }
}
