package dev.coffer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.places.Environment;
import dev.coffer.registry.fixture.TestRegistry;
import dev.coffer.registry.fixture.TestRegistry.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins at Debian's docker-registry. */
class RealRegistryTest {
    private static final Credential RIGHT = new Credential(TestRegistry.USER, Secret.ofText(TestRegistry.PASSWORD));
    private static final Credential WRONG = new Credential(TestRegistry.USER, Secret.ofText("not the password"));

    private final Path folder;

    RealRegistryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void needs_a_registry() {
        Peers.requireRegistry();
    }

    @Test
    void without_passwords_is_said_to_accept_anyone() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.OPEN, folder)) {
            assertThat(check(registry, WRONG, Map.of()))
                    .isInstanceOf(Verdict.AcceptsAnyone.class)
                    .extracting(Verdict::message)
                    .isEqualTo(registry.address() + " does not ask for credentials: any password is accepted");
        }
    }

    @Test
    void with_passwords_over_plain_http_on_loopback_knows_right_from_wrong() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.HTPASSWD, folder)) {
            Verdict accepted = check(registry, RIGHT, Map.of());
            assertThat(accepted).isInstanceOfSatisfying(Verdict.Accepted.class, verdict -> {
                assertThat(verdict.credential()).isEqualTo(RIGHT);
                assertThat(verdict.registry()).hasScheme("http");
            });
            assertThat(check(registry, WRONG, Map.of()))
                    .isInstanceOf(Verdict.Rejected.class)
                    .extracting(Verdict::message)
                    .isEqualTo(registry.address() + " refused the credential (status 401): authentication required");
            assertThat(check(registry, new Credential("", Secret.ofText("")), Map.of()))
                    .isInstanceOf(Verdict.Rejected.class);
            assertThat(check(registry, new Credential(Credential.TOKEN_USERNAME, Secret.ofText("t")), Map.of()))
                    .isInstanceOf(Verdict.Rejected.class);
        }
    }

    @Test
    void with_tls_is_trusted_by_the_named_file_or_by_certs_d_and_not_otherwise() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.HTPASSWD_TLS, folder)) {
            Path config = folder.resolve("config");
            registry.trustIn(config.resolve("docker/certs.d"));
            Map<String, String> byCertsD =
                    Map.of("ROOTLESSKIT_STATE_DIR", "/run/rootless", "XDG_CONFIG_HOME", config.toString());
            Path home = folder.resolve("home");
            registry.trustIn(home.resolve(".config/containers/certs.d"));

            for (Map<String, String> environment :
                    List.of(byFile(registry), byCertsD, Map.of("HOME", home.toString()))) {
                assertThat(check(registry, RIGHT, environment))
                        .isInstanceOfSatisfying(Verdict.Accepted.class, verdict -> assertThat(verdict.registry())
                                .hasScheme("https"));
            }
            assertThat(check(registry, WRONG, byFile(registry))).isInstanceOf(Verdict.Rejected.class);
            assertThat(check(registry, RIGHT, Map.of())).isInstanceOfSatisfying(Verdict.Unreachable.class, verdict -> {
                assertThat(verdict.kind()).isEqualTo(HttpFailure.Kind.TLS_NOT_TRUSTED);
                assertThat(verdict.remedy())
                        .contains("/etc/docker/certs.d/" + registry.address() + "/ca.crt")
                        .contains("SSL_CERT_FILE");
            });
        }
    }

    @Test
    void with_damaged_certificates_for_it_is_not_asked() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.HTPASSWD_TLS, folder)) {
            Path certificates = Files.createDirectories(
                    folder.resolve("config/docker/certs.d").resolve(registry.address()));
            Path damaged = Files.writeString(certificates.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----\nMI");
            Map<String, String> environment = Map.of(
                    "ROOTLESSKIT_STATE_DIR",
                    "/run/rootless",
                    "XDG_CONFIG_HOME",
                    folder.resolve("config").toString());

            assertThat(check(registry, RIGHT, environment))
                    .isInstanceOfSatisfying(Verdict.Unreachable.class, verdict -> {
                        assertThat(verdict.kind()).isEqualTo(HttpFailure.Kind.BAD_TLS_FILE);
                        assertThat(verdict.message()).contains(damaged.toString());
                    });

            Files.delete(damaged);
            Path alone = Files.writeString(certificates.resolve("client.cert"), "never read");
            assertThat(check(registry, RIGHT, environment).message()).contains(alone.toString(), "client.key");
        }
    }

    @Test
    void with_a_token_server_takes_its_tokens() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.TOKEN_TLS, folder)) {
            String realm = registry.tokenServer().orElseThrow().authority();

            assertThat(check(registry, RIGHT, byFile(registry)))
                    .isInstanceOfSatisfying(Verdict.Accepted.class, verdict -> assertThat(verdict.credential())
                            .isEqualTo(new Credential(
                                    RIGHT.username(), RIGHT.secret(), Optional.empty(), Optional.of(realm))));
            assertThat(registry.tokenServer().orElseThrow().requests())
                    .containsExactly(
                            "GET account=alice&client_id=docker&offline_token=true&service=coffer-test-registry");
            assertThat(check(registry, WRONG, byFile(registry)))
                    .isInstanceOf(Verdict.Rejected.class)
                    .extracting(Verdict::message)
                    .isEqualTo("the token server " + realm
                            + " refused the credential (status 401): wrong user name or password");
        }
    }

    @Test
    void trusts_its_token_server_by_its_own_certs_d() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.TOKEN_TLS, folder)) {
            Path home = folder.resolve("home");
            registry.trustIn(home.resolve(".config/containers/certs.d"));

            assertThat(check(registry, RIGHT, Map.of("HOME", home.toString()))).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void with_refresh_tokens_gives_an_identity_token_that_is_accepted_too() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.IDENTITY_TOKEN_TLS, folder)) {
            String realm = registry.tokenServer().orElseThrow().authority();

            Verdict.Accepted accepted = (Verdict.Accepted) check(registry, RIGHT, byFile(registry));

            assertThat(accepted.credential().isIdentityToken()).isTrue();
            assertThat(accepted.credential().secret()).isNotEqualTo(RIGHT.secret());
            assertThat(accepted.credential().realm()).contains(realm);
            assertThat(check(registry, accepted.credential(), byFile(registry)))
                    .isInstanceOfSatisfying(Verdict.Accepted.class, again -> assertThat(again.credential())
                            .isEqualTo(accepted.credential()));
            assertThat(check(
                            registry,
                            new Credential(Credential.TOKEN_USERNAME, Secret.ofText("another")),
                            byFile(registry)))
                    .isInstanceOf(Verdict.Rejected.class);
        }
    }

    @Test
    void with_another_token_server_than_before_gets_no_password() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Kind.TOKEN_TLS, folder)) {
            String realm = registry.tokenServer().orElseThrow().authority();
            try (Http http = Http.of(new Environment(byFile(registry)), "test")) {
                RegistryCheck check = new RegistryCheck(http);
                assertThat(check.check(attempt(registry, Optional.of("auth.example"))))
                        .isInstanceOfSatisfying(Verdict.Unsafe.class, verdict -> assertThat(verdict.message())
                                .contains(realm, "auth.example"));
                assertThat(registry.tokenServer().orElseThrow().requests()).isEmpty();
                assertThat(check.check(attempt(registry, Optional.of(realm)))).isInstanceOf(Verdict.Accepted.class);
            }
        }
    }

    private static LoginAttempt attempt(TestRegistry registry, Optional<String> knownRealm) {
        return new LoginAttempt(
                ServerAddress.parse(registry.address()), RIGHT, false, knownRealm, LoginAttempt.DEFAULT_LIMIT);
    }

    private static Map<String, String> byFile(TestRegistry registry) {
        return Map.of("SSL_CERT_FILE", registry.authority().orElseThrow().toString());
    }

    private static Verdict check(TestRegistry registry, Credential credential, Map<String, String> environment) {
        try (Http http = Http.of(new Environment(environment), "test")) {
            return new RegistryCheck(http).check(LoginAttempt.of(ServerAddress.parse(registry.address()), credential));
        }
    }
}
