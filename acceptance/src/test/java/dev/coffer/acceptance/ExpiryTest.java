package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.registry.fixture.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins that end, and passwords that are replaced. */
class ExpiryTest {
    private static final String SERVER = "registry.example";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    private static String jwt(Instant end) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String claims = "{\"sub\":\"ada\",\"exp\":" + end.getEpochSecond() + "}";
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }

    private static String ecrPassword(Instant end) {
        String json = "{\"payload\":\"p\",\"datakey\":\"k\",\"version\":\"2\",\"type\":\"DATA_KEY\",\"expiration\":"
                + end.getEpochSecond() + "}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenIsKeptWithItsEndAndTheListSaysWhatIsLeft() {
        Instant end = Instant.ofEpochSecond(
                Instant.now().plus(Duration.ofMinutes(150)).getEpochSecond());
        user.store(SERVER, "ada", jwt(end));
        user.store("ecr.example", "AWS", ecrPassword(end));
        user.store("static.example", "ada", "s3cret");

        assertThat(user.coffer("list").succeeded().out().lines())
                .anySatisfy(line -> assertThat(line).startsWith(SERVER).endsWith("in 2 h"))
                .anySatisfy(line -> assertThat(line).startsWith("ecr.example").endsWith("in 2 h"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("static.example").endsWith("-"));
        assertThat(user.coffer("list", "--json").succeeded().out()).contains("\"" + end + "\"");
        assertThat(user.coffer("get", SERVER).succeeded().out()).contains(end + " (in 2 h)");
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo(jwt(end));
    }

    @Test
    void aTokenThatHasEndedIsReportedInsteadOfHandedOut() {
        Instant end = Instant.parse("2020-01-01T00:00:00Z");
        String token = jwt(end);
        user.store(SERVER, "ada", token);

        Result refused = user.assertRefused(SERVER);
        assertThat(refused.all())
                .contains("expired at 2020-01-01T00:00:00Z")
                .contains("coffer login " + SERVER)
                .doesNotContain(token);
        assertThat(user.coffer("get", SERVER).failed().err()).contains("coffer login " + SERVER);
        assertThat(user.coffer("list").succeeded().out()).contains("expired");
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void aPasswordIsReplacedOnlyByOneThatTheRegistryAccepts(TestRegistry.Kind kind) throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl");
        try (TestRegistry registry = user.startRegistry(kind)) {
            String server = registry.address();
            user.store(server, TestRegistry.USER, "the old one");

            assertThat(user.cofferWith("not this one\n", "rotate", server, "--password-stdin")
                            .failed()
                            .err())
                    .contains("the old password stays");
            assertThat(user.get(server).getString("Secret")).isEqualTo("the old one");

            user.cofferWith(TestRegistry.PASSWORD + "\n", "rotate", server, "--password-stdin")
                    .succeeded();
            boolean token = kind == TestRegistry.Kind.IDENTITY_TOKEN_TLS;
            assertThat(user.get(server).getString("Username")).isEqualTo(token ? "<token>" : TestRegistry.USER);
            assertThat(user.get(server).getString("Secret")).isNotEqualTo("the old one");
            assertThat(user.coffer("list").succeeded().out().lines().filter(line -> line.startsWith(server)))
                    .as("the old one is gone, not put aside")
                    .hasSize(1);
        }
    }

    @Test
    void anAccountThatIsNotActiveIsReplacedInItsPlace() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            String server = registry.address();
            user.store(server, TestRegistry.USER, "the old one");
            user.store(server, "robot", "s3cret");
            user.cofferWith(
                            TestRegistry.PASSWORD,
                            "rotate",
                            "--username",
                            TestRegistry.USER,
                            "--password-stdin",
                            server)
                    .succeeded();
            assertThat(user.get(server).getString("Username")).isEqualTo("robot");
            assertThat(user.coffer("get", "--secret", "-u", TestRegistry.USER, server)
                            .succeeded()
                            .out())
                    .isEqualTo(TestRegistry.PASSWORD);
        }
    }

    @Test
    void aRegistryThatAcceptsAnyPasswordReplacesNone() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.OPEN)) {
            user.store(registry.address(), "ada", "the old one");
            assertThat(user.cofferWith("new", "rotate", registry.address(), "--password-stdin")
                            .failed()
                            .err())
                    .contains("cannot be checked");
            assertThat(user.get(registry.address()).getString("Secret")).isEqualTo("the old one");
        }
    }

    @Test
    void thereHasToBeALoginToReplace() {
        assertThat(user.cofferWith("new", "rotate", SERVER, "--password-stdin")
                        .failed()
                        .err())
                .contains("coffer login " + SERVER);
        user.store(SERVER, "<token>", "refresh");
        assertThat(user.cofferWith("new", "rotate", SERVER, "--password-stdin")
                        .failed()
                        .err())
                .contains("coffer rotate --username USER " + SERVER);
    }
}
