package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.registry.fixture.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code coffer login} and {@code logout}: without docker, but against real registries and on a real terminal. */
class LoginTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    private final Canary password = new Canary(TestRegistry.PASSWORD);

    @BeforeEach
    void peers() {
        Peers.require("docker-registry", "htpasswd", "openssl");
    }

    private Result login(TestRegistry registry, String secret, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("login", registry.address(), "-u", TestRegistry.USER, "--password-stdin"));
        arguments.addAll(List.of(more));
        return user.cofferWith(secret, arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void theRightPasswordIsKeptAndAWrongOneIsNot(TestRegistry.Kind kind) throws Exception {
        try (TestRegistry registry = user.startRegistry(kind)) {
            Result refused = login(registry, "not-this-one\n").failed();
            assertThat(refused.err()).contains("401").contains("127.0.0.1:").contains("password");
            user.assertNotFound(registry.address());

            login(registry, TestRegistry.PASSWORD + "\n").succeeded();
            var kept = user.get(registry.address());
            if (kind == TestRegistry.Kind.IDENTITY_TOKEN_TLS) {
                assertThat(kept.getString("Username")).isEqualTo("<token>");
                assertThat(kept.getString("Secret")).startsWith("refresh-");
            } else {
                assertThat(kept.getString("Username")).isEqualTo(TestRegistry.USER);
                assertThat(kept.getString("Secret")).isEqualTo(TestRegistry.PASSWORD);
            }

            user.coffer("logout", registry.address()).succeeded();
            user.assertNotFound(registry.address());
            password.assertAbsentFrom(user.home());
        }
    }

    @Test
    void aCertificateNobodyVouchesForIsRefusedBeforeThePasswordIsSent() throws Exception {
        try (TestRegistry registry = TestRegistry.start(TestRegistry.Kind.HTPASSWD_TLS, user.path("registry"))) {
            Result refused = login(registry, TestRegistry.PASSWORD).failed();
            assertThat(refused.err()).containsIgnoringCase("certificate").contains("certs.d");
            user.assertNotFound(registry.address());
            login(registry, TestRegistry.PASSWORD, "--insecure");
        }
    }

    @Test
    void theSystemsRootsAreThoseOfSslCertFile() throws Exception {
        try (TestRegistry registry = TestRegistry.start(TestRegistry.Kind.HTPASSWD_TLS, user.path("registry"))) {
            user.with("SSL_CERT_FILE", registry.authority().orElseThrow().toString());
            login(registry, TestRegistry.PASSWORD).succeeded();
        }
    }

    @Test
    void overPlainHttpTheLoopbackIsServed() throws Exception {
        try (TestRegistry registry = TestRegistry.start(TestRegistry.Kind.HTPASSWD, user.path("registry"))) {
            login(registry, TestRegistry.PASSWORD).succeeded();
            assertThat(user.get(registry.address()).getString("Secret")).isEqualTo(TestRegistry.PASSWORD);
        }
    }

    @Test
    void aRegistryThatAcceptsAnyPasswordIsSaidToBeSo() throws Exception {
        try (TestRegistry registry = TestRegistry.start(TestRegistry.Kind.OPEN, user.path("registry"))) {
            Result login = login(registry, TestRegistry.PASSWORD);
            assertThat(login.all()).containsIgnoringCase("any password");
        }
    }

    @Test
    void noRegistryAtAllIsAnError() {
        Result refused = user.cofferWith("x", "login", "127.0.0.1:1", "-u", "ada", "--password-stdin")
                .failed();
        assertThat(refused.err()).contains("127.0.0.1:1").doesNotContain("Exception");
        user.assertNotFound("127.0.0.1:1");
    }

    @Test
    void aPasswordOnTheCommandLineIsTakenAsADashOrNotSilently() throws Exception {
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            user.cofferWith(
                            TestRegistry.PASSWORD + "\n",
                            "login",
                            registry.address(),
                            "--username",
                            TestRegistry.USER,
                            "--password",
                            "-")
                    .succeeded();
            assertThat(user.get(registry.address()).getString("Secret")).isEqualTo(TestRegistry.PASSWORD);
        }
    }

    @Test
    void thePasswordPromptDoesNotEcho() throws Exception {
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS);
                Terminal terminal = new Terminal(user, "coffer login " + registry.address())) {
            terminal.awaitText("Username");
            terminal.type(TestRegistry.USER + "\n");
            terminal.awaitText("Password");
            terminal.awaitText(":");
            terminal.type(TestRegistry.PASSWORD + "\n");
            assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
            password.assertAbsentFrom(terminal.screen(), "the terminal");
            assertThat(user.get(registry.address()).getString("Secret")).isEqualTo(TestRegistry.PASSWORD);
        }
    }

    @Test
    void ctrlDAtAPromptIsAnError() throws Exception {
        try (Terminal terminal = new Terminal(user, "coffer login registry.example -u ada")) {
            terminal.awaitText("Password");
            terminal.awaitText(":");
            terminal.type("\u0004");
            assertThat(terminal.awaitExit()).as(terminal.screen()).isEqualTo(1);
        }
        try (Terminal terminal = new Terminal(user, "coffer login registry.example")) {
            terminal.awaitText("Username");
            terminal.type("\u0004");
            assertThat(terminal.awaitExit()).as(terminal.screen()).isEqualTo(1);
        }
    }

    @Test
    void ctrlCAtThePasswordPromptEndsWith130AndBringsTheEchoBack() throws Exception {
        String command = "trap : INT; coffer login registry.example -u ada; echo \"status $?\"; stty -a; echo done";
        try (Terminal terminal = new Terminal(user, command)) {
            terminal.awaitText("Password");
            terminal.awaitText(":");
            terminal.type("\u0003");
            terminal.awaitText("status 130");
            terminal.awaitText("done");
            assertThat(terminal.screen()).containsPattern("[ ;\n]echo[ ;\r\n]").doesNotContain(" -echo ");
            terminal.awaitExit();
        }
    }

    @Test
    void withoutATerminalAMissingPasswordIsWrongUsage() {
        Result refused = user.coffer("login", "registry.example", "-u", "ada");
        assertThat(refused.exit()).isIn(1, 2);
        assertThat(refused.err()).contains("--password-stdin");
    }

    @Test
    void anEmptyPasswordIsRefused() {
        Result refused = user.cofferWith("\n", "login", "registry.example", "-u", "ada", "--password-stdin");
        assertThat(refused.exit()).isIn(1, 2);
        assertThat(refused.err()).containsIgnoringCase("password");
    }

    @Test
    void passwordFromStdinNeedsAUserName() {
        user.cofferWith("x", "login", "registry.example", "--password-stdin").failedWith(2);
    }

    @Test
    void logoutOfDockerIoRemovesDockerHubsLogin() {
        user.store("https://index.docker.io/v1/", "ada", "s3cret");
        user.store("https://index.docker.io/v1/access-token", "ada", "access");
        user.store("https://index.docker.io/v1/refresh-token", "ada", "refresh");
        user.coffer("logout", "docker.io").succeeded();
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
    }

    @Test
    void logoutWithoutALoginSaysSo() {
        Result result = user.coffer("logout", "registry.example").succeeded();
        assertThat(result.all()).contains("registry.example");
    }

    /** Without the identity it cannot be told whether further accounts are kept: that is no success. */
    @Test
    void logoutFailsLoudlyWhenItFailed() throws Exception {
        user.store("registry.example", "ada", "s3cret");
        Path identity = user.identity().resolve("identity");
        Files.delete(identity);
        assertThat(user.coffer("logout", "registry.example").failed().err()).contains(identity.toString());
    }
}
