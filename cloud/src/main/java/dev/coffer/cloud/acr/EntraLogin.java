package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.cloud.AzureCloud;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.TokenServers;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Entra ID's token endpoint for programs: OAuth 2's client credentials (RFC 6749, section 4.4). */
final class EntraLogin {
    private static final String AUTHORITY = "AZURE_AUTHORITY_HOST";

    /** The login hosts of every cloud, under the names that Microsoft's libraries know. */
    private static final List<String> HOSTS = List.of(
            "login.microsoftonline.com",
            "login.microsoft.com",
            "login.windows.net",
            "login.chinacloudapi.cn",
            "login.partner.microsoftonline.cn",
            "login.microsoftonline.us",
            "login.microsoftonline.de");

    private final PatientHttp http;
    private final AzureCloud cloud;
    private final Environment environment;
    private final TokenServers servers;

    EntraLogin(PatientHttp http, AzureCloud cloud, Environment environment, Set<String> allowedHosts) {
        this.http = http;
        this.cloud = cloud;
        this.environment = environment;
        this.servers = new TokenServers(HOSTS, allowedHosts);
    }

    /** Where the tenant's tokens are given out. */
    URI endpoint(String tenant) throws RefusedException {
        return URI.create(authority() + "/" + tenant + "/oauth2/v2.0/token");
    }

    /** {@code AZURE_AUTHORITY_HOST} may be an address or, as in some of Azure's own libraries, a host alone. */
    private String authority() throws RefusedException {
        Optional<String> named = environment.get(AUTHORITY);
        if (named.isEmpty()) {
            return "https://" + cloud.loginHost();
        }
        String text = named.get().contains("://") ? named.get() : "https://" + named.get();
        URI uri = Addresses.parse(text, AUTHORITY);
        Addresses.requireAllowed(uri, AUTHORITY, servers);
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        return uri.getScheme() + "://" + uri.getRawAuthority()
                + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /**
     * Asks for a token.
     *
     * @param credential the fields that prove who asks
     * @param secret what those fields hold, so that it is never repeated
     */
    EntraToken token(String tenant, String client, String audience, Form credential, String secret)
            throws RefusedException {
        URI endpoint = endpoint(tenant);
        Answer answer = http.send(credential
                .add("grant_type", "client_credentials")
                .add("client_id", client)
                .add("scope", audience + "/.default")
                .post(endpoint));
        if (answer.status() != 200) {
            throw EntraRefusals.of(answer, "Entra ID at " + endpoint.getHost(), client, secret);
        }
        return new EntraToken(accessToken(answer, endpoint.getHost()), Optional.of(tenant), client);
    }

    /** The token of an answer in OAuth's form. */
    static Secret accessToken(Answer answer, String host) throws RefusedException {
        try {
            Optional<String> token = Fields.of(answer.body()).text("access_token");
            if (token.isPresent()) {
                return Secret.ofText(token.get());
            }
            throw unusable(host, "it holds no access token");
        } catch (BadJsonException notUnderstood) {
            throw unusable(host, String.valueOf(notUnderstood.getMessage()));
        }
    }

    private static RefusedException unusable(String host, String why) {
        return new RefusedException(
                Kind.DAMAGED, "the answer of " + host + " cannot be used: " + why, "check proxies on the way to it");
    }
}
