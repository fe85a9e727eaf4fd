package dev.coffer.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import dev.coffer.registry.HubServers;
import dev.coffer.vault.Vault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real vault, and a server of ours in Docker's place that takes each refresh token once. */
class HubRenewalTest {
    private static final ServerAddress ACCESS = ServerAddress.hubTokens().getFirst();
    private static final ServerAddress SESSION = ServerAddress.hubTokens().getLast();

    @TempDir
    Path folder;

    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger passwords = new AtomicInteger();
    private HttpServer docker;
    private Vault vault;
    private Accounts accounts;
    private EndingCredentials credentials;

    @BeforeEach
    void start() throws Exception {
        docker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        docker.createContext("/oauth/token", this::token);
        docker.createContext("/v2/access-tokens/desktop-generate", this::password);
        docker.start();
        URI address = URI.create("http://127.0.0.1:" + docker.getAddress().getPort() + "/");
        vault = Vault.open(folder.resolve("vault"), folder.resolve("identity"));
        accounts = new Accounts(vault, vault.secrets(), folder);
        credentials = new EndingCredentials(
                vault,
                new HubRenewal(
                        vault,
                        accounts,
                        folder,
                        () -> Http.of(new Environment(Map.of()), "test"),
                        new HubServers(address, address)),
                InstantSource.system());
        valid.add("first");
        accounts.login(SESSION, new Credential("ada", Secret.ofText("first..client")));
        accounts.login(ACCESS, new Credential("ada", Secret.ofText(access(-10))));
    }

    @AfterEach
    void stop() {
        docker.stop(0);
    }

    private static String access(long seconds) {
        return SecretExpiryTest.jwt("{\"exp\":" + (Instant.now().getEpochSecond() + seconds) + "}");
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean sound = form.startsWith("grant_type=refresh_token&client_id=client&refresh_token=");
        String used = form.substring(form.lastIndexOf('=') + 1);
        if (!sound || !valid.remove(used)) {
            answer(exchange, 403, "{\"error\":\"invalid_grant\",\"error_description\":\"canary " + used + "\"}");
            return;
        }
        String next = "next" + renewals.incrementAndGet();
        valid.add(next);
        answer(exchange, 200, "{\"access_token\":\"" + access(3600) + "\",\"refresh_token\":\"" + next + "\"}");
    }

    private void password(HttpExchange exchange) throws IOException {
        boolean may = exchange.getRequestMethod().equals("POST")
                && String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                        .startsWith("Bearer eyJ");
        if (may) {
            answer(exchange, 201, "{\"data\":{\"token\":\"dckr_pat_" + passwords.incrementAndGet() + "\"}}");
        } else {
            answer(exchange, 401, "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Lookup get(ServerAddress server) {
        return credentials.get(Request.of(server));
    }

    private String secret(ServerAddress server) {
        return get(server) instanceof Lookup.Found found
                ? found.credential().secret().text()
                : "none";
    }

    @Test
    void an_access_token_that_has_ended_is_renewed_and_both_new_tokens_are_kept() {
        assertThat(get(ACCESS)).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            assertThat(found.credential().username()).isEqualTo("ada");
            assertThat(found.credential().expires().orElseThrow()).isAfter(Instant.now());
        });
        assertThat(secret(SESSION)).isEqualTo("next1..client");
        assertThat(get(ACCESS)).isInstanceOf(Lookup.Found.class);
        assertThat(renewals).hasValue(1);
        assertThat(passwords).as("nobody needed a password").hasValue(0);
    }

    @Test
    void a_password_of_the_hub_that_has_ended_is_taken_anew() throws Exception {
        accounts.login(ServerAddress.hub(), new Credential("ada", Secret.ofText(access(-1))));
        assertThat(secret(ServerAddress.hub())).isEqualTo("dckr_pat_1");
        assertThat(secret(SESSION)).isEqualTo("next1..client");
    }

    @Test
    void another_users_login_is_not_replaced() throws Exception {
        accounts.login(ServerAddress.hub(), new Credential("robot", Secret.ofText(access(-1))));
        assertThat(get(ServerAddress.hub()))
                .isInstanceOfSatisfying(Lookup.Unavailable.class, expired -> assertThat(expired.kind())
                        .isEqualTo(Kind.EXPIRED));
        assertThat(renewals).hasValue(0);
    }

    @Test
    void a_session_that_is_over_is_reported_with_the_remedy_and_nothing_is_lost() {
        valid.clear();
        assertThat(get(ACCESS)).isInstanceOfSatisfying(Lookup.Unavailable.class, expired -> {
            assertThat(expired.kind()).isEqualTo(Kind.EXPIRED);
            assertThat(expired.why().text()).contains("status 403").doesNotContain("first", "canary");
            assertThat(expired.whatToDo()).startsWith("log in again: coffer login ");
        });
        assertThat(secret(SESSION)).isEqualTo("first..client");
    }

    @Test
    void without_a_session_or_at_another_server_nobody_is_asked() throws Exception {
        ServerAddress other = ServerAddress.parse("registry.test");
        accounts.login(other, new Credential("ada", Secret.ofText(access(-1))));
        assertThat(get(other)).isInstanceOf(Lookup.Unavailable.class);
        accounts.eraseAll(SESSION);
        assertThat(get(ACCESS)).isInstanceOf(Lookup.Unavailable.class);
        assertThat(renewals).hasValue(0);
    }

    @Test
    void many_at_once_use_the_refresh_token_once() throws Exception {
        List<Future<Lookup>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> get(ACCESS)));
            }
        }
        for (Future<Lookup> answer : answers) {
            assertThat(answer.get()).isInstanceOf(Lookup.Found.class);
        }
        assertThat(renewals).hasValue(1);
    }
}
