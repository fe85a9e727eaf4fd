package dev.coffer.cloud.acr;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.fixture.FakeAcr;
import dev.coffer.cloud.fixture.FakeEntra;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Azure as it is before each test: a tenant, a registry, an application with a secret. */
final class AzureWorld implements AutoCloseable {
    static final String TENANT = "11111111-2222-3333-4444-555555555555";
    static final String APP = "aaaaaaaa-0000-0000-0000-000000000001";
    static final String SECRET = "canary-Q~secret-of-the-app";
    static final String HOST = "contoso.azurecr.io";
    static final String LOGIN = "login.microsoftonline.com";
    static final String METADATA = "169.254.169.254";

    private static final Duration SHORT = Duration.ofMillis(20);

    final FakeInternet internet;
    final Path folder;
    private final Path arcKeys;

    AzureWorld(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        this.arcKeys = Files.createDirectories(folder.resolve("arc"));
        this.internet = FakeInternet.start(
                folder.resolve("ca"),
                List.of(
                        HOST,
                        "contoso.azurecr.cn",
                        "contoso.azurecr.us",
                        "contoso.azurecr.de",
                        LOGIN,
                        "login.chinacloudapi.cn",
                        "login.partner.microsoftonline.cn",
                        "login.microsoftonline.us",
                        "login.microsoftonline.de",
                        "login.stack.example",
                        "evil.example",
                        "contoso.azurecr.io.evil.example",
                        "login.microsoftonline.com.evil.example"));
    }

    /** Serves the usual servers anew. */
    void reset() {
        internet.forget();
        internet.serve(HOST, acr()).serve(LOGIN, entra());
        internet.take(METADATA);
        internet.take("127.0.0.1");
    }

    Path arcKeys() {
        return arcKeys;
    }

    static FakeAcr acr() {
        return new FakeAcr(HOST, TENANT);
    }

    static FakeEntra entra() {
        return new FakeEntra(LOGIN, TENANT).secret(APP, SECRET);
    }

    /** The variables of a service principal with a secret. */
    static Map<String, String> principal() {
        return Map.of("AZURE_TENANT_ID", TENANT, "AZURE_CLIENT_ID", APP, "AZURE_CLIENT_SECRET", SECRET);
    }

    static Map<String, String> with(Map<String, String> variables, String... more) {
        Map<String, String> all = new HashMap<>(variables);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    TokenAnswer fetch(Map<String, String> variables) {
        return fetch(variables, order(HOST));
    }

    TokenAnswer fetch(Map<String, String> variables, TokenOrder order) {
        return fetch(variables, order, InstantSource.system());
    }

    TokenAnswer fetch(Map<String, String> variables, TokenOrder order, InstantSource clock) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("HOME", folder.toString());
        return new AcrTokens(new Environment(all), clock, SHORT, arcKeys).fetch(order);
    }

    static TokenOrder order(String server) {
        return order(server, Map.of());
    }

    static TokenOrder order(String server, Map<String, String> options) {
        return new TokenOrder(ServerAddress.parse(server), options, Set.of(), Duration.ofSeconds(8));
    }

    @Override
    public void close() {
        internet.close();
    }
}
