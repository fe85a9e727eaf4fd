package dev.coffer.registry;

import static dev.coffer.registry.fixture.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.image.ImageReference;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.Limits;
import dev.coffer.platform.places.Environment;
import dev.coffer.registry.fixture.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasons for which a registry does not give an image, told apart. All of it on loopback, without TLS. */
class PullCheckTest {
    private static final String CANARY = "canary-4711-secret";
    private static final Optional<Credential> ALICE = Optional.of(new Credential("alice", Secret.ofText(CANARY)));
    private static final Optional<Credential> TOKEN =
            Optional.of(new Credential(Credential.TOKEN_USERNAME, Secret.ofText(CANARY)));
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

    /** The login is what {@code /v2/} says to the password, the manifest what the repository says to it. */
    @ParameterizedTest(name = "login {0}, manifest {1}: {2}")
    @CsvSource({
        "200, 200, PULLABLE",
        "200, 401, NO_PERMISSION",
        "200, 403, NO_PERMISSION",
        "401, 401, WRONG_CREDENTIAL",
        "403, 403, WRONG_CREDENTIAL",
        "200, 404, NO_SUCH_IMAGE",
        "200, 429, RATE_LIMITED",
        "200, 500, REGISTRY_TROUBLE",
    })
    void with_a_password_the_repository_and_the_login_are_told_apart(int login, int manifest, PullVerdict.Kind kind)
            throws Exception {
        ScriptedServer server = serve(asked -> {
            if (asked.header("authorization").filter(BASIC::equals).isEmpty()) {
                return answer(401, ASK_BASIC, "");
            }
            return answer(asked.isFor("/v2/") ? login : manifest, ASK_BASIC, "{}");
        });

        PullVerdict verdict = check(server, ALICE);

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.toString()).doesNotContain(CANARY);
        assertThat(server.requests().get(1).line()).isEqualTo("HEAD /v2/team/app/manifests/1.2 HTTP/1.1");
        assertThat(server.requests().get(1).header("accept"))
                .hasValueSatisfying(types -> assertThat(types).contains("application/vnd.oci.image.index.v1+json"));
    }

    @ParameterizedTest(name = "token without scope {0}, token for the repository {1}, manifest {2}: {3}")
    @CsvSource({
        "200, 200, 200, PULLABLE",
        "200, 200, 401, NO_PERMISSION",
        "200, 200, 403, NO_PERMISSION",
        "200, 200, 404, NO_SUCH_IMAGE",
        "200, 403, 200, NO_PERMISSION",
        "401, 401, 200, WRONG_CREDENTIAL",
        "200, 429, 200, RATE_LIMITED",
        "200, 503, 200, REGISTRY_TROUBLE",
    })
    void with_a_token_server_the_repository_and_the_login_are_told_apart(
            int login, int scoped, int manifest, PullVerdict.Kind kind) throws Exception {
        ScriptedServer server = tokenServer(login, scoped, manifest);

        assertThat(check(server, ALICE).kind()).isEqualTo(kind);
    }

    @Test
    void the_token_is_asked_for_the_repository_alone() throws Exception {
        ScriptedServer server = tokenServer(200, 200, 200);

        check(server, ALICE);

        assertThat(server.requests().get(1).line())
                .contains("scope=repository%3Ateam%2Fapp%3Apull")
                .contains("account=alice")
                .doesNotContain("offline_token");
        assertThat(server.requests().get(2).header("authorization")).contains("Bearer t");
    }

    @Test
    void an_identity_token_is_a_refresh_token_and_an_expired_one_is_refused() throws Exception {
        ScriptedServer server = serve(asked -> asked.line().startsWith("POST /token")
                ? answer(400, "", "{\"error\":\"invalid_grant\"}")
                : answer(
                        401,
                        "WWW-Authenticate: Bearer realm=\"http://"
                                + asked.header("host").orElseThrow() + "/token\"\r\n",
                        ""));

        assertThat(check(server, TOKEN).kind()).isEqualTo(PullVerdict.Kind.WRONG_CREDENTIAL);
    }

    @ParameterizedTest(name = "anonymous token {0}, manifest {1}: {2}")
    @CsvSource({"200, 200, PULLABLE", "200, 401, NEEDS_LOGIN", "401, 200, NEEDS_LOGIN", "200, 404, NO_SUCH_IMAGE"})
    void without_a_credential_a_public_image_is_told_from_a_private_one(int token, int manifest, PullVerdict.Kind kind)
            throws Exception {
        ScriptedServer server = tokenServer(token, token, manifest);

        PullVerdict verdict = check(server, Optional.empty());

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(server.requests().get(1).header("authorization")).isEmpty();
        if (kind == PullVerdict.Kind.NEEDS_LOGIN) {
            assertThat(verdict.remedy()).isEqualTo("log in: coffer login 127.0.0.1:" + server.port());
        }
    }

    @Test
    void a_registry_that_asks_nobody_gives_the_image() throws Exception {
        ScriptedServer server = serve(asked -> answer(200, "", "{}"));

        PullVerdict verdict = check(server, Optional.empty());

        assertThat(verdict.kind()).isEqualTo(PullVerdict.Kind.PULLABLE);
        assertThat(verdict.message()).isEqualTo("127.0.0.1:" + server.port() + " gives the image to everybody");
    }

    @Test
    void the_pulls_that_are_left_and_the_time_to_wait_are_told() throws Exception {
        ScriptedServer open = serve(asked -> answer(200, "RateLimit-Remaining: 76;w=21600\r\n", "{}"));
        ScriptedServer busy = serve(asked -> answer(
                asked.isFor("/v2/") ? 200 : 429, "Retry-After: 30\r\n", "{\"errors\":[{\"message\":\"slow down\"}]}"));

        assertThat(check(open, Optional.empty()).message()).endsWith("; 76 pulls are left for now");
        assertThat(check(busy, Optional.empty()).message())
                .endsWith("has had too many requests from here, to be tried again after 30: slow down");
    }

    @Test
    void no_answer_and_no_tls_are_told_apart() throws Exception {
        ScriptedServer gone = serve(asked -> answer(200, "", "{}"));
        int port = gone.port();
        gone.close();

        assertThat(check("127.0.0.1:" + port + "/team/app", ALICE).kind()).isEqualTo(PullVerdict.Kind.UNREACHABLE);
        assertThat(check("127.0.0.1:99999/team/app", ALICE).kind()).isEqualTo(PullVerdict.Kind.UNREACHABLE);
    }

    @Test
    void a_realm_nearer_than_the_registry_gets_nothing() throws Exception {
        ScriptedServer server =
                serve(asked -> answer(401, "WWW-Authenticate: Bearer realm=\"https://169.254.169.254/t\"\r\n", ""));

        assertThat(check(server, ALICE).kind()).isEqualTo(PullVerdict.Kind.UNSAFE);
    }

    /** A token server and its registry in one: it asks for a token, and gives one as the statuses say. */
    private ScriptedServer tokenServer(int login, int scoped, int manifest) throws Exception {
        return serve(asked -> {
            if (asked.line().contains(" /token")) {
                return answer(asked.line().contains("scope=") ? scoped : login, "", "{\"token\":\"t\"}");
            }
            if (asked.header("authorization").isEmpty()) {
                String host = asked.header("host").orElseThrow();
                return answer(
                        401, "WWW-Authenticate: Bearer realm=\"http://" + host + "/token\",service=\"s\"\r\n", "");
            }
            return answer(asked.isFor("/v2/") ? 200 : manifest, "", "{}");
        });
    }

    private ScriptedServer serve(Function<ScriptedServer.Asked, String> answers) throws Exception {
        ScriptedServer server = ScriptedServer.answering(answers);
        servers.add(server);
        return server;
    }

    private PullVerdict check(ScriptedServer server, Optional<Credential> credential) {
        return check("127.0.0.1:" + server.port() + "/team/app:1.2", credential);
    }

    private PullVerdict check(String image, Optional<Credential> credential) {
        return new PullCheck(http).check(new PullAttempt(ImageReference.parse(image), credential, false, LIMIT));
    }
}
