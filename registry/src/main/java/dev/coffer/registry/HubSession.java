package dev.coffer.registry;

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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HubSession[redacted]";
    }
}
