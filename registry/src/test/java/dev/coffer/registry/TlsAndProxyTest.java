package dev.coffer.registry;

import static dev.coffer.registry.fixture.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.places.Environment;
import dev.coffer.registry.fixture.ConnectProxy;
import dev.coffer.registry.fixture.ScriptedServer;
import dev.coffer.registry.fixture.TestAuthority;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as it goes wrong, client certificates, and the way through a proxy. */
class TlsAndProxyTest {
    private static final Credential CREDENTIAL = new Credential("alice", Secret.ofText("password"));
    private static final String PROXY_PASSWORD = "pr\u00f6xy:pass";
    private final Path folder;

    TlsAndProxyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void needs_openssl() {
        Peers.requireRegistry();
    }

    @Test
    void a_certificate_for_another_name_is_told_from_one_without_trust() throws Exception {
        TestAuthority authority = TestAuthority.create(folder.resolve("ca"));
        TestAuthority stranger = TestAuthority.create(folder.resolve("stranger"));
        Map<String, String> environment = trusting(authority);
        try (ScriptedServer wrongName =
                        ScriptedServer.withTls(authority.issue("other", "DNS:other.invalid"), TlsAndProxyTest::basic);
                ScriptedServer unknown =
                        ScriptedServer.withTls(stranger.issue("server", "IP:127.0.0.1"), TlsAndProxyTest::basic)) {
            assertThat(kind(check(wrongName.authority(), environment))).isEqualTo(HttpFailure.Kind.TLS_WRONG_NAME);
            assertThat(kind(check(unknown.authority(), environment))).isEqualTo(HttpFailure.Kind.TLS_NOT_TRUSTED);
            assertThat(wrongName.requests()).isEmpty();
            assertThat(unknown.requests()).isEmpty();
        }
    }

    @Test
    void a_redirect_from_https_to_http_is_refused() throws Exception {
        TestAuthority authority = TestAuthority.create(folder.resolve("ca"));
        try (ScriptedServer plain = ScriptedServer.answering(TlsAndProxyTest::basic);
                ScriptedServer secure = ScriptedServer.withTls(
                        authority.issue("server", "IP:127.0.0.1"),
                        asked -> answer(302, "Location: http://" + plain.authority() + "/v2/\r\n", ""))) {
            assertThat(check(secure.authority(), trusting(authority))).isInstanceOf(Verdict.Unsafe.class);
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void a_realm_without_tls_gets_no_password_from_a_registry_with_it() throws Exception {
        TestAuthority authority = TestAuthority.create(folder.resolve("ca"));
        try (ScriptedServer plain = ScriptedServer.answering(asked -> answer(200, "", "{\"token\":\"t\"}"));
                ScriptedServer secure = ScriptedServer.withTls(
                        authority.issue("server", "IP:127.0.0.1"),
                        asked -> answer(
                                401,
                                "WWW-Authenticate: Bearer realm=\"http://" + plain.authority() + "/t\"\r\n",
                                ""))) {
            assertThat(check(secure.authority(), trusting(authority))).isInstanceOf(Verdict.Unsafe.class);
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void a_client_certificate_of_certs_d_is_shown_to_its_host() throws Exception {
        TestAuthority authority = TestAuthority.create(folder.resolve("ca"));
        TestAuthority.Pair client = authority.issue("client", "DNS:client.invalid");
        try (ScriptedServer server = ScriptedServer.listening(
                wantingClientCertificate(authority),
                (asked, out) -> out.write(basic(asked).getBytes(StandardCharsets.US_ASCII)))) {
            Path home = folder.resolve("home");
            Path certificates = Files.createDirectories(
                    home.resolve(".config/containers/certs.d").resolve(server.authority()));
            Files.copy(authority.certificate(), certificates.resolve("ca.crt"));
            Map<String, String> environment = Map.of("HOME", home.toString());

            assertThat(check(server.authority(), environment)).isInstanceOf(Verdict.Unreachable.class);

            Files.copy(client.certificate(), certificates.resolve("client.cert"));
            Files.copy(client.key(), certificates.resolve("client.key"));
            assertThat(check(server.authority(), environment)).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void a_proxy_of_the_environment_is_used_with_its_password_in_a_fresh_process() throws Exception {
        TestAuthority authority = TestAuthority.create(folder.resolve("ca"));
        String expected = "Basic "
                + Base64.getEncoder().encodeToString(("user:" + PROXY_PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (ScriptedServer server =
                        ScriptedServer.withTls(authority.issue("server", "DNS:registry.test"), TlsAndProxyTest::basic);
                ConnectProxy proxy = new ConnectProxy("registry.test", server.port(), expected)) {
            String address = "127.0.0.1:" + proxy.port();
            Map<String, String> trusting = trusting(authority);

            assertThat(runLogin("registry.test", trusting, "http://user:pr%C3%B6xy%3Apass@" + address))
                    .startsWith("Accepted[")
                    .contains("https://registry.test/v2/");
            assertThat(proxy.heads()).isNotEmpty().allMatch(head -> !head.contains("\r\nAuthorization:"));
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests())
                    .allMatch(asked -> asked.header("proxy-authorization").isEmpty());

            assertThat(runLogin("registry.test", trusting, address))
                    .startsWith("Unreachable[kind=PROXY")
                    .contains("wants a user name and password");
            assertThat(runLogin("registry.test", trusting, "http://user:wrong@" + address))
                    .startsWith("Unreachable[kind=PROXY")
                    .doesNotContain("wrong@");
            assertThat(runLogin("elsewhere.test", trusting, "http://user:pr%C3%B6xy%3Apass@" + address))
                    .startsWith("Unreachable[kind=PROXY")
                    .contains("with status 403");
        }
        assertThat(runLogin("registry.test", trusting(authority), "http://127.0.0.1:1"))
                .startsWith("Unreachable[kind=PROXY")
                .contains("cannot be reached");
    }

    private static String runLogin(String server, Map<String, String> trusting, String proxy) throws Exception {
        String classPath = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElseGet(() -> System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        LoginProgram.class.getName(),
                        server)
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT)
                .endsWith("_PROXY"));
        builder.environment().putAll(trusting);
        builder.environment().put("HTTPS_PROXY", proxy);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private static SSLServerSocket wantingClientCertificate(TestAuthority authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(authority.certificate())) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = authority.issue("server", "IP:127.0.0.1").serverContext(trust.getTrustManagers());
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return socket;
    }

    private static String basic(ScriptedServer.Asked asked) {
        return answer(
                asked.header("authorization").isPresent() ? 200 : 401, "WWW-Authenticate: Basic realm=x\r\n", "{}");
    }

    private static Map<String, String> trusting(TestAuthority authority) {
        return new HashMap<>(Map.of("SSL_CERT_FILE", authority.certificate().toString()));
    }

    private static HttpFailure.Kind kind(Verdict verdict) {
        return ((Verdict.Unreachable) verdict).kind();
    }

    private static Verdict check(String server, Map<String, String> environment) {
        try (Http http = Http.of(new Environment(environment), "test")) {
            return new RegistryCheck(http).check(LoginAttempt.of(ServerAddress.parse(server), CREDENTIAL));
        }
    }
}
