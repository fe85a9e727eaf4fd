package dev.coffer.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A cloud's front door before a real registry: who shows a credential that the cloud gave is let through. */
final class RegistryGate implements HttpHandler {
    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Docker-Content-Digest", "Docker-Distribution-Api-Version", "Etag");
    private static final String BEARER = "gate-bearer";

    private final TestRegistry registry;
    private final String challenge;
    private final String username;
    private final Predicate<String> isIssued;
    private final Optional<String> tokenPath;
    private final HttpClient client = HttpClient.newHttpClient();

    private RegistryGate(
            TestRegistry registry,
            String challenge,
            String username,
            Predicate<String> isIssued,
            Optional<String> tokenPath) {
        this.registry = registry;
        this.challenge = challenge;
        this.username = username;
        this.isIssued = isIssued;
        this.tokenPath = tokenPath;
    }

    /** As ECR: Basic credentials at the registry itself. */
    static RegistryGate basic(TestRegistry registry, String host, String username, Predicate<String> isIssued) {
        return new RegistryGate(
                registry,
                "Basic realm=\"https://" + host + "/\",service=\"ecr.amazonaws.com\"",
                username,
                isIssued,
                Optional.empty());
    }

    /** As Google: Basic credentials at a token server of the same host. */
    static RegistryGate bearer(TestRegistry registry, String host, String username, Predicate<String> isIssued) {
        return new RegistryGate(
                registry,
                "Bearer realm=\"https://" + host + "/v2/token\",service=\"" + host + "\"",
                username,
                isIssued,
                Optional.of("/v2/token"));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        boolean known = authorization.startsWith("Basic ") && isKnown(authorization.substring("Basic ".length()));
        if (tokenPath.isPresent() && exchange.getRequestURI().getPath().equals(tokenPath.get())) {
            FakeInternet.answer(
                    exchange, known ? 200 : 401, "application/json", known ? "{\"token\":\"" + BEARER + "\"}" : "{}");
        } else if (tokenPath.isPresent() ? authorization.equals("Bearer " + BEARER) : known) {
            forward(exchange);
        } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
            exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
            FakeInternet.answer(exchange, 401, "application/json", "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}");
        }
    }

    private boolean isKnown(String basic) {
        String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        return pair.startsWith(username + ":") && isIssued.test(pair.substring(username.length() + 1));
    }

    private void forward(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + registry.address() + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.noBody());
        for (String accepted : exchange.getRequestHeaders().getOrDefault("Accept", List.of())) {
            request.header("Accept", accepted);
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            for (String name : PASSED_ON) {
                answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                        .set(name, value));
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                answer.headers().firstValue("Content-Length").ifPresent(value -> exchange.getResponseHeaders()
                        .set("Content-Length", value));
            }
            exchange.sendResponseHeaders(
                    answer.statusCode(), head || answer.body().length == 0 ? -1 : answer.body().length);
            if (!head) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
