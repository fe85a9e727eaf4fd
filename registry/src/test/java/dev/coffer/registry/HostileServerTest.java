package dev.coffer.registry;

import static dev.coffer.registry.fixture.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.http.Limits;
import dev.coffer.platform.places.Environment;
import dev.coffer.registry.fixture.ScriptedServer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may say or do instead of being a registry. All of it on loopback, without TLS. */
class HostileServerTest {
    private static final String CANARY = "canary-4711-secret";
    private static final Credential CREDENTIAL = new Credential("alice", Secret.ofText(CANARY));
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("alice:" + CANARY).getBytes(StandardCharsets.UTF_8));
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String ASK_BASIC = "WWW-Authenticate: Basic realm=\"x\"\r\n";

    private final Http http = Http.of(new Environment(Map.of()), "test", new Limits(LIMIT, LIMIT, 1 << 20));
    private final List<ScriptedServer> servers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        http.close();
        for (ScriptedServer server : servers) {
            server.close();
        }
    }

    @ParameterizedTest(name = "status {0}, header {1}, body {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            200 |                                          | {}                 | AcceptsAnyone
            200 |                                          |                    | AcceptsAnyone
            200 | Content-Type: text/html                  | <html>hello</html> | NotARegistry
            204 |                                          |                    | NotARegistry
            301 |                                          |                    | NotARegistry
            400 |                                          | x                  | NotARegistry
            404 |                                          | x                  | NotARegistry
            403 |                                          | x                  | Rejected
            407 |                                          | x                  | Unreachable
            429 |                                          | x                  | ServerError
            500 |                                          | x                  | ServerError
            503 |                                          | x                  | ServerError
            401 |                                          |                    | BadChallenge
            401 | WWW-Authenticate: Negotiate              |                    | BadChallenge
            401 | WWW-Authenticate: Basic realm="x         |                    | BadChallenge
            401 | WWW-Authenticate: Bearer                 |                    | BadChallenge
            401 | WWW-Authenticate: Bearer realm="::"      |                    | BadChallenge
            401 | WWW-Authenticate: Bearer realm="/token"  |                    | BadChallenge
            401 | WWW-Authenticate: Bearer realm="ftp://127.0.0.1/t"       | | BadChallenge
            401 | WWW-Authenticate: Bearer realm="https://u:p@127.0.0.1/t" | | BadChallenge
            401 | WWW-Authenticate: Bearer realm="http://auth.example/t"   | | Unsafe
            401 | WWW-Authenticate: Bearer realm="https://169.254.169.254/t" | | Unsafe
            401 | WWW-Authenticate: Bearer realm="https://[fe80::1]/t"     | | Unsafe
            401 | WWW-Authenticate: Bearer realm="https://10.0.0.1/t"      | | Unsafe
            401 | WWW-Authenticate: Bearer realm="https://0.0.0.0/t"       | | Unsafe
            401 | WWW-Authenticate: Bearer realm="https://127.0.0.1:70000/t" | | BadChallenge
            302 | Location: http://127.0.0.1:70000/v2/     |                    | Unreachable
            401 | WWW-Authenticate: Basic realm="x"        |                    | Rejected
            """)
    void to_the_ping_an_answer_leads_to_its_verdict(int status, String header, String body, String verdict)
            throws Exception {
        String lines = header == null ? "" : header + "\r\n";
        ScriptedServer server = serve(asked -> answer(status, lines, body == null ? "" : body));

        assertThat(check(server).getClass().getSimpleName()).isEqualTo(verdict);
        if (!verdict.equals("Rejected")) {
            assertThat(server.requests())
                    .allMatch(asked -> asked.header("authorization").isEmpty());
        }
    }

    @Test
    void to_basic_gets_the_password_only_with_the_second_request() throws Exception {
        ScriptedServer server = serve(asked ->
                answer(asked.header("authorization").filter(BASIC::equals).isPresent() ? 200 : 401, ASK_BASIC, "{}"));

        assertThat(check(server)).isInstanceOf(Verdict.Accepted.class);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getFirst().header("authorization")).isEmpty();
        assertThat(server.requests().getFirst().line()).isEqualTo("GET /v2/ HTTP/1.1");
        assertThat(server.requests().getFirst().header("user-agent")).contains("coffer/test");
        assertThat(server.requests().getLast().header("authorization")).contains(BASIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirecting_within_its_origin_is_followed_with_the_password(int status) throws Exception {
        ScriptedServer server = serve(asked -> {
            if (asked.isFor("/v2/")) {
                return answer(status, "Location: /real/v2/\r\n", "");
            }
            return answer(asked.header("authorization").isPresent() ? 200 : 401, ASK_BASIC, "{}");
        });

        assertThat(check(server)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void redirecting_forever_is_left_after_five_times() throws Exception {
        ScriptedServer server = serve(asked -> answer(302, "Location: /v2/\r\n", ""));

        assertThat(check(server))
                .isInstanceOf(Verdict.NotARegistry.class)
                .extracting(Verdict::message)
                .asString()
                .contains("more than 5 times");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void redirecting_elsewhere_gains_nobody_the_password() throws Exception {
        ScriptedServer elsewhere = serve(asked -> answer(401, ASK_BASIC, ""));
        ScriptedServer early =
                serve(asked -> answer(302, "Location: http://" + elsewhere.authority() + "/v2/\r\n", ""));
        ScriptedServer late = serve(asked -> asked.header("authorization").isPresent()
                ? answer(302, "Location: http://" + elsewhere.authority() + "/v2/\r\n", "")
                : answer(401, ASK_BASIC, ""));

        assertThat(check(early)).isInstanceOf(Verdict.Unsafe.class);
        assertThat(check(late)).isInstanceOf(Verdict.Unsafe.class);

        assertThat(elsewhere.requests()).hasSize(1);
        assertThat(elsewhere.requests())
                .allMatch(asked -> asked.header("authorization").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://[", "ftp://127.0.0.1/", "http:///x", "http://u@127.0.0.1/", "\u00e9://", "http://a b/"})
    void redirecting_to_no_web_address_is_no_registry(String location) throws Exception {
        assertThat(check(serve(asked -> answer(302, "Location: " + location + "\r\n", ""))))
                .isInstanceOf(Verdict.NotARegistry.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "closes at once, CLOSED",
        "garbage, MALFORMED",
        "endless header, MALFORMED",
        "endless body, TOO_LARGE",
        "announces a long body, TOO_LARGE",
        "breaks off in the body, MALFORMED",
        "says nothing, TIMEOUT",
        "drips, TIMEOUT"
    })
    void that_breaks_http_is_reported_in_time(String behaviour, HttpFailure.Kind kind) throws Exception {
        ScriptedServer server = ScriptedServer.start((asked, out) -> {
            byte[] part =
                    switch (behaviour) {
                        case "garbage" -> "\u0000\u0001\u0002 no http\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
                        case "endless header" -> "HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII);
                        case "endless body" -> "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                        case "announces a long body" ->
                            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII);
                        case "breaks off in the body" ->
                            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".getBytes(StandardCharsets.US_ASCII);
                        case "drips" -> "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                        default -> new byte[0];
                    };
            out.write(part);
            out.flush();
            byte[] filling = "a".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            switch (behaviour) {
                case "endless header", "endless body", "announces a long body" -> {
                    for (int i = 0; i < 200; i++) {
                        out.write(filling);
                    }
                }
                case "says nothing" -> Thread.sleep(20_000);
                case "drips" -> {
                    for (int i = 0; i < 200; i++) {
                        out.write('a');
                        out.flush();
                        Thread.sleep(100);
                    }
                }
                default -> {
                    // Closes the connection.
                }
            }
        });
        servers.add(server);
        Instant start = Instant.now();

        Verdict verdict = check(server, CREDENTIAL, Duration.ofMillis(kind == HttpFailure.Kind.TIMEOUT ? 1000 : 5000));

        assertThat(verdict)
                .isInstanceOfSatisfying(Verdict.Unreachable.class, unreachable -> assertThat(unreachable.kind())
                        .isEqualTo(kind));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void that_is_not_there_or_has_no_name_is_reported() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        for (Map.Entry<String, HttpFailure.Kind> address : Map.of(
                        "127.0.0.1:" + free,
                        HttpFailure.Kind.REFUSED,
                        "no-such-host.invalid",
                        HttpFailure.Kind.UNKNOWN_HOST,
                        "under_score.example",
                        HttpFailure.Kind.UNKNOWN_HOST)
                .entrySet()) {
            assertThat(new RegistryCheck(http)
                            .check(LoginAttempt.of(ServerAddress.parse(address.getKey()), CREDENTIAL)))
                    .isInstanceOfSatisfying(Verdict.Unreachable.class, verdict -> assertThat(verdict.kind())
                            .isEqualTo(address.getValue()));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            200 | {"token":"good"}                                         | Accepted
            200 | {"access_token":"good","token":"bad"}                    | Accepted
            200 | {"token":"good","refresh_token":"r"}                     | Accepted
            200 | {"token":"good","expires_in":1e99999}                    | Accepted
            200 | {"token":"bad"}                                          | Rejected
            200 | {"token":"a\\r\\nX: b"}                                  | BadChallenge
            200 | {"token":""}                                             | BadChallenge
            200 | {"token":7}                                              | BadChallenge
            200 | {}                                                       | BadChallenge
            200 | []                                                       | BadChallenge
            200 | <html>                                                   | BadChallenge
            302 |                                                          | BadChallenge
            404 | x                                                        | BadChallenge
            400 | x                                                        | BadChallenge
            401 | {"details":"incorrect username or password"}             | Rejected
            403 | {"errors":[{"code":"DENIED","message":"no"}]}            | Rejected
            429 | x                                                        | ServerError
            500 | x                                                        | ServerError
            """)
    void as_a_token_server_leads_to_its_verdict(int status, String body, String verdict) throws Exception {
        Verdict given = check(serveTokens(answer(status, "", body == null ? "" : body)));

        assertThat(given.getClass().getSimpleName()).isEqualTo(verdict);
        if (given instanceof Verdict.Accepted accepted) {
            assertThat(accepted.credential().realm()).isPresent();
            assertThat(accepted.credential().isIdentityToken()).isEqualTo(body.contains("refresh_token"));
        }
    }

    @Test
    void as_a_token_server_with_a_million_brackets_overflows_nothing() throws Exception {
        assertThat(check(serveTokens(answer(200, "", "{\"token\":" + "[".repeat(1_000_000)))))
                .isInstanceOf(Verdict.BadChallenge.class);
        assertThat(check(serveTokens(answer(200, "", "[".repeat(1_100_000))))).isInstanceOf(Verdict.Unreachable.class);
    }

    @Test
    void as_a_token_server_that_redirects_elsewhere_gains_nobody_the_password() throws Exception {
        ScriptedServer elsewhere = serve(asked -> answer(200, "", "{\"token\":\"good\"}"));

        assertThat(check(serveTokens(answer(307, "Location: http://" + elsewhere.authority() + "/token\r\n", ""))))
                .isInstanceOf(Verdict.Unsafe.class);
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void asking_for_a_token_before_a_password_gets_what_it_asks() throws Exception {
        ScriptedServer server = serveTokens(answer(200, "", "{\"token\":\"good\"}"));

        check(server, new Credential("a&b c", Secret.ofText("p")), LIMIT);
        check(server, new Credential(Credential.TOKEN_USERNAME, Secret.ofText("r&t=")), LIMIT);

        List<ScriptedServer.Asked> tokens = server.requests().stream()
                .filter(asked -> asked.isFor("/token"))
                .toList();
        assertThat(tokens.getFirst().line())
                .isEqualTo("GET /token?x=y&account=a%26b+c&client_id=docker&offline_token=true&service=s%20vc HTTP/1.1"
                        .replace("%20", "+"));
        assertThat(tokens.getLast().line()).isEqualTo("POST /token?x=y HTTP/1.1");
        assertThat(tokens.getLast().header("authorization")).isEmpty();
        assertThat(tokens.getLast().body())
                .isEqualTo("grant_type=refresh_token&refresh_token=r%26t%3D&client_id=docker&service=s+vc");
    }

    @Test
    void that_sends_the_secret_or_control_characters_back_does_not_get_them_printed() throws Exception {
        for (String words : List.of(CANARY, BASIC, "\\u001b[2J\\r\\nfine\\u202e", "x".repeat(5000))) {
            Verdict verdict = check(serve(
                    asked -> answer(401, ASK_BASIC, "{\"errors\":[{\"code\":\"X\",\"message\":\"" + words + "\"}]}")));

            assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
            assertThat(verdict.message().chars()).allMatch(c -> c >= ' ' && c != 0x202e);
            assertThat(verdict.message()).hasSizeLessThan(400);
        }
    }

    @Test
    void that_lies_nearer_than_the_registry_is_no_token_server() throws Exception {
        InetAddress own = ownAddress();
        ServerSocket socket = new ServerSocket(0, 50, own);
        ScriptedServer server = ScriptedServer.listening(
                socket,
                (asked, out) ->
                        out.write(answer(401, "WWW-Authenticate: Bearer realm=\"https://localhost:1/token\"\r\n", "")
                                .getBytes(StandardCharsets.US_ASCII)));
        servers.add(server);
        ServerAddress address = ServerAddress.parse(own.getHostAddress() + ":" + server.port());

        assertThat(new RegistryCheck(http).check(new LoginAttempt(address, CREDENTIAL, true, Optional.empty(), LIMIT)))
                .isInstanceOfSatisfying(Verdict.Unsafe.class, verdict -> assertThat(verdict.message())
                        .contains("loopback address"));
        assertThat(new RegistryCheck(http).check(new LoginAttempt(address, CREDENTIAL, false, Optional.empty(), LIMIT)))
                .isInstanceOfSatisfying(Verdict.Unreachable.class, verdict -> {
                    assertThat(verdict.kind()).isEqualTo(HttpFailure.Kind.PLAIN_HTTP);
                    assertThat(verdict.remedy()).contains("--insecure");
                });
        assertThat(server.requests())
                .as("plain requests, none by the second check")
                .hasSize(1);
    }

    @Test
    void answering_at_random_leads_to_some_verdict() throws Exception {
        Random random = new Random(20261122);
        String sound = answer(
                401,
                "WWW-Authenticate: Bearer realm=\"http://127.0.0.1:1/t\",service=\"s\"\r\nWWW-Authenticate: Basic realm=x\r\nLocation: /v2/\r\n",
                "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"no\"}]}");
        for (int round = 0; round < 80; round++) {
            StringBuilder answer = new StringBuilder(sound);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(answer.length());
                switch (random.nextInt(3)) {
                    case 0 -> answer.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> answer.deleteCharAt(at);
                    default -> answer.insert(at, answer.substring(at, Math.min(answer.length(), at + 9)));
                }
            }
            try (ScriptedServer server = ScriptedServer.answering(asked -> answer.toString())) {
                assertThat(check(server, CREDENTIAL, Duration.ofMillis(500)))
                        .as(answer.toString())
                        .isNotInstanceOf(Verdict.Accepted.class);
            }
        }
    }

    /** A registry and its token server in one; the token {@code good} opens it. */
    private ScriptedServer serveTokens(String tokenAnswer) throws Exception {
        ScriptedServer[] self = new ScriptedServer[1];
        self[0] = serve(asked -> {
            if (asked.isFor("/token")) {
                return tokenAnswer;
            }
            boolean good =
                    asked.header("authorization").filter("Bearer good"::equals).isPresent();
            return answer(
                    good ? 200 : 401,
                    "WWW-Authenticate: Basic realm=x, Bearer realm=\"http://127.0.0.1:" + self[0].port()
                            + "/token?x=y\", service=\"s vc\"\r\n",
                    "{}");
        });
        return self[0];
    }

    private ScriptedServer serve(Function<ScriptedServer.Asked, String> answers) throws Exception {
        ScriptedServer server = ScriptedServer.answering(answers);
        servers.add(server);
        return server;
    }

    private Verdict check(ScriptedServer server) {
        return check(server, CREDENTIAL, LIMIT);
    }

    private Verdict check(ScriptedServer server, Credential credential, Duration limit) {
        Verdict verdict = new RegistryCheck(http)
                .check(new LoginAttempt(
                        ServerAddress.parse(server.authority()), credential, false, Optional.empty(), limit));
        String words =
                verdict instanceof Verdict.Failed failed ? failed.message() + failed.remedy() : verdict.message();
        assertThat(words + verdict).doesNotContain(CANARY, BASIC.substring("Basic ".length()), "\n");
        return verdict;
    }

    /** An address of this machine that is not loopback. */
    private static InetAddress ownAddress() throws Exception {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(own).isPresent();
        }
        Assumptions.assumeTrue(own.isPresent(), "an IPv4 address besides loopback is needed");
        return own.orElseThrow();
    }
}
