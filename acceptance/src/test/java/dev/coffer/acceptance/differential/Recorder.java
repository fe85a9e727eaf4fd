package dev.coffer.acceptance.differential;

import com.grack.nanojson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import dev.coffer.acceptance.FakeEngine;
import dev.coffer.acceptance.Tree;
import dev.coffer.cloud.fixture.FakeInternet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Registries with a token server, and an engine, that note which credential each request shows. They hold no image. The
 * tag of the image that is asked for tells which run of a tool a request belongs to.
 */
final class Recorder implements AutoCloseable {
    private static final String TOKENS = "tokens.example";
    private static final List<String> HUB = List.of("registry-1.docker.io", "index.docker.io", "docker.io");

    private final Path folder;
    private final FakeInternet internet;
    private final FakeEngine engine;
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final Map<String, Wire> exchanged = new ConcurrentHashMap<>();
    private final Map<String, Wire> seen = new ConcurrentHashMap<>();

    /** How a registry wants to be talked to. */
    enum Challenge {
        BASIC("Basic realm=\"registry\""),
        BEARER("Bearer realm=\"https://" + TOKENS + "/token\",service=\"registry\"");

        private final String header;

        Challenge(String header) {
            this.header = header;
        }

        /** The host's: Docker Hub has a token server, and so have hosts whose names say so. */
        static Challenge of(String host) {
            return host.startsWith("basic.") || host.startsWith("x.basic.") ? BASIC : BEARER;
        }
    }

    private Recorder(Path folder, FakeInternet internet, FakeEngine engine) {
        this.folder = folder;
        this.internet = internet;
        this.engine = engine;
    }

    /** Starts them all; every registry of {@link RandomSetUp} leads here. */
    static Recorder start() throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("coffer-recorder-");
        List<String> names = new ArrayList<>(HUB);
        names.add(TOKENS);
        for (String registry : RandomSetUp.REGISTRIES) {
            names.add(registry.split(":", 2)[0]);
        }
        FakeInternet internet =
                FakeInternet.start(folder.resolve("authority"), names).alsoOn(5000);
        Recorder recorder = new Recorder(folder, internet, new FakeEngine(folder));
        for (String name : names) {
            internet.serve(name, recorder::registry);
        }
        internet.serve(TOKENS, recorder::exchange);
        return recorder;
    }

    /** For {@code DOCKER_HOST}. */
    String engine() {
        return engine.address();
    }

    /** A tag for one run of a tool. */
    String nextTag() {
        return "run-" + runs.incrementAndGet();
    }

    /** What was shown with the request for that tag. */
    Wire seen(String tag) {
        return Optional.ofNullable(seen.remove(tag)).orElse(Wire.STOPPED);
    }

    /** What the engine was sent with the wish to pull that tag. */
    Optional<JsonObject> pulled(String tag) {
        return engine.pulls().stream()
                .filter(call -> call.target().contains("tag=" + tag))
                .findFirst()
                .map(FakeEngine.Call::registryAuth);
    }

    private void registry(HttpExchange exchange) throws IOException {
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getPath();
        int manifests = path.indexOf("/manifests/");
        if (manifests >= 0) {
            seen.put(
                    path.substring(manifests + "/manifests/".length()),
                    authorization.map(this::shown).orElse(Wire.ANONYMOUS));
        }
        if (authorization.isEmpty()) {
            exchange.getResponseHeaders().set("WWW-Authenticate", Challenge.of(FakeInternet.host(exchange)).header);
            FakeInternet.answer(exchange, 401, "application/json", "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}");
        } else {
            FakeInternet.answer(exchange, 404, "application/json", "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
        }
    }

    private Wire shown(String authorization) {
        if (authorization.startsWith("Bearer ")) {
            String token = authorization.substring("Bearer ".length());
            return exchanged.getOrDefault(token, Wire.registryToken(token));
        }
        return login(authorization);
    }

    private static Wire login(String authorization) {
        byte[] bytes = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
        String[] pair = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
        // skopeo and podman send an empty name and password where they have none.
        return pair[0].isEmpty() && pair[1].isEmpty() ? Wire.ANONYMOUS : Wire.login(pair[0], pair[1]);
    }

    private void exchange(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Wire shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .map(Recorder::login)
                .orElse(Wire.ANONYMOUS);
        if (exchange.getRequestMethod().equals("POST")) {
            shown = granted(FakeInternet.form(body));
        }
        String token = "token-" + tokens.incrementAndGet();
        exchanged.put(token, shown);
        FakeInternet.answer(
                exchange,
                200,
                "application/json",
                "{\"token\":\"%1$s\",\"access_token\":\"%1$s\",\"expires_in\":300}".formatted(token));
    }

    private static Wire granted(Map<String, String> form) {
        return "refresh_token".equals(form.get("grant_type"))
                ? Wire.identityToken(form.getOrDefault("refresh_token", ""))
                : Wire.login(form.getOrDefault("username", ""), form.getOrDefault("password", ""));
    }

    @Override
    public void close() throws IOException {
        engine.close();
        internet.close();
        Tree.delete(folder);
    }
}
