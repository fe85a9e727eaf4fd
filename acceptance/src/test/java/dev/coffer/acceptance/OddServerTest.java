package dev.coffer.acceptance;

import static dev.coffer.registry.fixture.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.registry.fixture.ConnectProxy;
import dev.coffer.registry.fixture.ScriptedServer;
import dev.coffer.registry.fixture.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code coffer login} says to servers that are no good registries, and that none of them gets the password. */
class OddServerTest {
    private static final String ASK_BASIC = "WWW-Authenticate: Basic realm=\"x\"\r\n";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    private final Canary password = Canary.fresh();

    private Result login(String server) {
        Result result = user.cofferWith(password.secret(), "login", server, "-u", "alice", "--password-stdin");
        password.assertAbsentFrom(result);
        return result;
    }

    @ParameterizedTest(name = "status {0}")
    @CsvSource({"403, 403", "404, 404", "500, 500", "429, 429", "503, 503"})
    void aStatusThatIsNoLoginIsNamed(int status, String named) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(asked -> answer(status, "", "{}"))) {
            assertThat(login(server.authority()).failed().err()).contains(named).contains(server.authority());
            user.assertNotFound(server.authority());
        }
    }

    @Test
    void garbageAndSilenceAreNotARegistry() throws Exception {
        for (String bytes : new String[] {"", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 9999 \u001b[31m\r\n\r\n"}) {
            try (ScriptedServer server = ScriptedServer.answering(asked -> bytes)) {
                Result refused = login(server.authority()).failed();
                assertThat(refused.err()).contains(server.authority()).doesNotContain("\u001b");
                user.assertNotFound(server.authority());
            }
        }
    }

    @Test
    void aRedirectToAnotherOriginGetsNoPassword() throws Exception {
        try (ScriptedServer other = ScriptedServer.answering(asked -> answer(200, "", "{}"));
                ScriptedServer server = ScriptedServer.answering(
                        asked -> asked.header("authorization").isPresent()
                                ? answer(302, "Location: http://" + other.authority() + "/v2/\r\n", "")
                                : answer(401, ASK_BASIC, ""))) {
            login(server.authority()).failed();
            assertThat(other.requests())
                    .allMatch(asked -> asked.header("authorization").isEmpty());
            user.assertNotFound(server.authority());
        }
    }

    @Test
    void aTokenServerWithoutTlsOnAnotherHostGetsNoPassword() throws Exception {
        String realm = "WWW-Authenticate: Bearer realm=\"http://192.0.2.1/token\",service=\"s\"\r\n";
        try (ScriptedServer server = ScriptedServer.answering(asked -> answer(401, realm, ""))) {
            assertThat(login(server.authority()).failed().err()).contains("192.0.2.1");
            assertThat(server.requests())
                    .allMatch(asked -> asked.header("authorization").isEmpty());
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        String megabytes = "x".repeat(3 << 20);
        try (ScriptedServer server = ScriptedServer.answering(asked -> answer(200, "", megabytes))) {
            assertThat(login(server.authority()).failed().err()).contains(server.authority());
        }
    }

    @Test
    void aPasswordForTheProxyOpensTheTunnelAndStaysThere() throws Exception {
        Peers.require("openssl");
        TestAuthority authority = TestAuthority.create(user.path("authority"));
        String proxyUser = "user:proxy-pass";
        String expected = "Basic " + Base64.getEncoder().encodeToString(proxyUser.getBytes(StandardCharsets.UTF_8));
        try (ScriptedServer server = ScriptedServer.withTls(
                        authority.issue("registry.test", "DNS:registry.test"),
                        asked -> asked.header("authorization").isPresent()
                                ? answer(200, "", "{}")
                                : answer(401, ASK_BASIC, ""));
                ConnectProxy proxy = new ConnectProxy("registry.test", server.port(), expected)) {
            user.with("SSL_CERT_FILE", authority.certificate().toString());
            user.with("HTTPS_PROXY", "http://" + proxyUser + "@127.0.0.1:" + proxy.port());

            login("registry.test").succeeded();

            assertThat(proxy.heads()).isNotEmpty().allMatch(head -> !head.contains("\r\nAuthorization:"));
            assertThat(server.requests())
                    .allMatch(asked -> asked.header("proxy-authorization").isEmpty());
            assertThat(user.get("registry.test").getString("Username")).isEqualTo("alice");
        }
    }

    @Test
    void aLogoutOfDockerHubEndsTheSessionOfALoginByBrowser() throws Exception {
        Peers.require("openssl");
        TestAuthority authority = TestAuthority.create(user.path("authority"));
        String expected = "Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
        int[] status = {200};
        try (ScriptedServer docker = ScriptedServer.withTls(
                        authority.issue("docker", "DNS:login.docker.com"), asked -> answer(status[0], "", ""));
                ConnectProxy proxy = new ConnectProxy("login.docker.com", docker.port(), expected)) {
            user.with("SSL_CERT_FILE", authority.certificate().toString());
            user.with("HTTPS_PROXY", "http://u:p@127.0.0.1:" + proxy.port());

            loginByBrowser();
            user.coffer("logout", "docker.io").succeeded();
            assertThat(docker.requests()).singleElement().satisfies(asked -> {
                assertThat(asked.line()).startsWith("POST /oauth/revoke ");
                assertThat(asked.body()).isEqualTo("client_id=the-client&token=" + password.secret());
            });
            assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");

            status[0] = 500;
            loginByBrowser();
            Result loud = user.coffer("logout").failed();
            assertThat(loud.err()).contains("status 500").contains("logged out here");
            password.assertAbsentFrom(loud);
            assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
        }
    }

    /** What docker stores then (docker/cli, internal/oauth). */
    private void loginByBrowser() {
        user.store("https://index.docker.io/v1/", "alice", "a personal access token");
        user.store("https://index.docker.io/v1/access-token", "alice", "an access token");
        user.store("https://index.docker.io/v1/refresh-token", "alice", password.secret() + "..the-client");
    }
}
