package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.coffer.registry.fixture.TestRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples, from their sources and with the library as it was built. */
class ExampleTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void dockerKeepsItsLoginInTheTenLineHelper() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl", "docker");
        Path example = Delivery.projectRoot().resolve("examples/ten-line-helper");
        user.with("PATH", example + ":/usr/local/bin:/usr/bin:/bin")
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("HELPER_KEYSTORE", user.path("logins.p12").toString())
                .with("HELPER_KEYSTORE_PASSWORD", "example");
        user.write(".docker/config.json", "{\"credsStore\":\"pkcs12\"}");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS);
                FakeEngine engine = new FakeEngine(user.home())) {
            String server = registry.address();
            user.with("DOCKER_HOST", "unix://" + user.path("no-engine.sock"));
            user.run(
                            TestRegistry.PASSWORD,
                            List.of("docker", "login", "-u", TestRegistry.USER, "--password-stdin", server))
                    .succeeded();
            new Canary(TestRegistry.PASSWORD).assertAbsentFrom(user.home());

            user.with("DOCKER_HOST", engine.address());
            user.run(List.of("docker", "pull", server + "/team/app")).succeeded();
            JsonObject auth = engine.pulls().getFirst().registryAuth();
            assertThat(auth.getString("username")).isEqualTo(TestRegistry.USER);
            assertThat(auth.getString("password")).isEqualTo(TestRegistry.PASSWORD);

            user.run(List.of("docker", "logout", server)).succeeded();
            assertThat(user.run(List.of(
                                    example.resolve("docker-credential-pkcs12").toString(), "list"))
                            .succeeded()
                            .out())
                    .isEqualTo("{}\n");
        }
    }

    @Test
    void aProgramKeepsASecretUnderAnIdInTenLines() {
        String example = Delivery.projectRoot()
                .resolve("examples/ten-line-secret/myapp-database")
                .toString();
        user.with("JAVA_HOME", System.getProperty("java.home"));
        Canary canary = new Canary("s3cret-of-the-database");

        user.run("s3cret-of-the-database", List.of(example, "put")).succeeded();

        canary.assertAbsentFrom(user.home());
        assertThat(user.run(List.of(example, "get")).succeeded().out()).isEqualTo("s3cret-of-the-database");
    }
}
