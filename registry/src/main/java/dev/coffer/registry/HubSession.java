package dev.coffer.registry;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Secret;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The session of a login to Docker Hub by browser. Docker keeps its refresh token and the id of the client it was given
 * to as one secret, {@code TOKEN..CLIENT}, and revokes it at a logout (docker/cli, {@code internal/oauth}).
 */
public final class HubSession {
    private static final URI REVOKE = URI.create("https://login.docker.com/oauth/revoke");
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final String refreshToken;
    private final String client;

    private HubSession(String refreshToken, String client) {
        this.refreshToken = refreshToken;
        this.client = client;
    }

    /** The session that the secret is of; empty when it is not of docker's form. */
    public static Optional<HubSession> of(Secret secret) {
        String[] parts = secret.text().split("\\.\\.", -1);
        return parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()
                ? Optional.of(new HubSession(parts[0], parts[1]))
                : Optional.empty();
    }

    /**
     * Ends the session at Docker.
     *
     * @return what Docker answered when that was not "done": its status
     * @throws HttpFailure when no answer came
     */
    public Optional<Integer> revoke(Http http) throws HttpFailure {
        String form = "client_id=" + encoded(client) + "&token=" + encoded(refreshToken);
        Call call = Call.post(REVOKE, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
        Answer answer = http.send(call, LIMIT);
        return answer.status() == 200 ? Optional.empty() : Optional.of(answer.status());
    }

    /**
     * What a renewal brought.
     *
     * @param access the new access token, a JWT
     * @param session the new session in docker's form
     */
    public record Tokens(Secret access, Secret session) {}

    /**
     * Takes new tokens for the refresh token, which can then not be used again (RFC 6749, section 6).
     *
     * @throws HttpFailure when no answer came
     * @throws HubRefusalException when Docker gave none: the session is over, or the answer cannot be understood
     */
    public Tokens renew(Http http, HubServers servers, Duration limit) throws HttpFailure, HubRefusalException {
        String form =
                "grant_type=refresh_token&client_id=" + encoded(client) + "&refresh_token=" + encoded(refreshToken);
        URI token = servers.login().resolve("/oauth/token");
        Call call = Call.post(token, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
        Answer answer = http.send(call, limit);
        JsonObject json = expect(200, answer, token);
        Secret access = text(json, "access_token", token);
        // A server that does not replace the refresh token leaves it out of the answer.
        String next = Optional.ofNullable(json.getString("refresh_token"))
                .filter(value -> !value.isEmpty())
                .orElse(refreshToken);
        return new Tokens(access, Secret.ofText(next + ".." + client));
    }

    /**
     * Takes a password for the registry, as docker does after its login by browser.
     *
     * @throws HttpFailure when no answer came
     * @throws HubRefusalException when Docker gave none
     */
    public static Secret password(Secret access, Http http, HubServers servers, Duration limit)
            throws HttpFailure, HubRefusalException {
        URI generate = servers.hub().resolve("/v2/access-tokens/desktop-generate");
        Call call =
                Call.post(generate, "application/json", new byte[0]).with("Authorization", "Bearer " + access.text());
        JsonObject json = expect(201, http.send(call, limit), generate);
        if (json.get("data") instanceof JsonObject data) {
            return text(data, "token", generate);
        }
        throw new HubRefusalException(generate.getRawAuthority() + " gave no password");
    }

    private static JsonObject expect(int status, Answer answer, URI from) throws HubRefusalException {
        if (answer.status() != status) {
            throw new HubRefusalException(from.getRawAuthority() + " answered with status " + answer.status());
        }
        try {
            return Json.object(answer.body());
        } catch (BadJsonException notUnderstood) {
            throw new HubRefusalException(from.getRawAuthority() + " sent an answer that cannot be understood: "
                    + notUnderstood.getMessage());
        }
    }

    /** A token goes into a header line. */
    private static Secret text(JsonObject json, String name, URI from) throws HubRefusalException {
        if (json.get(name) instanceof String text
                && !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Secret.ofText(text);
        }
        throw new HubRefusalException(from.getRawAuthority() + " sent an answer without a usable token");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HubSession[redacted]";
    }
}
