package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.registry.fixture.TestRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docker, skopeo and podman against real registries, with Coffer as their credential helper. */
class ClientsTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    private final Canary password = new Canary(TestRegistry.PASSWORD);

    @BeforeEach
    void clientsAskCoffer() {
        Peers.require("docker-registry", "htpasswd", "openssl", "docker", "skopeo", "podman");
        user.write(".docker/config.json", "{\n\t\"credsStore\": \"coffer\"\n}");
        user.write(
                ".config/containers/registries.conf.d/50-coffer.conf",
                "credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
        user.write(".config/containers/policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}\n");
        // No engine: docker checks credentials itself.
        user.with("DOCKER_HOST", "unix://" + user.path("no-engine.sock"));
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void dockerLogsInReadsAndLogsOut(TestRegistry.Kind kind) throws Exception {
        try (TestRegistry registry = user.startRegistry(kind)) {
            String image = registry.address() + "/team/app:1";
            user.run(List.of("docker", "manifest", "inspect", image)).failed();

            Result login = user.run(
                            TestRegistry.PASSWORD + "\n",
                            List.of("docker", "login", "-u", TestRegistry.USER, "--password-stdin", registry.address()))
                    .succeeded();
            assertThat(login.all()).contains("Login Succeeded").doesNotContain("unencrypted");
            push(image).succeeded();
            assertThat(user.run(List.of("docker", "manifest", "inspect", image))
                            .succeeded()
                            .out())
                    .contains("schemaVersion");
            assertNoSecretInClear(registry);

            user.run(List.of("docker", "logout", registry.address())).succeeded();
            assertNothingKept(registry);
            user.run(List.of("docker", "manifest", "inspect", image)).failed();
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void dockerKeepsNothingOfAWrongPassword(TestRegistry.Kind kind) throws Exception {
        try (TestRegistry registry = user.startRegistry(kind)) {
            user.run(
                            "wrong\n",
                            List.of("docker", "login", "-u", TestRegistry.USER, "--password-stdin", registry.address()))
                    .failed();
            assertNothingKept(registry);
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void skopeoLogsInCopiesInspectsAndLogsOut(TestRegistry.Kind kind) throws Exception {
        try (TestRegistry registry = user.startRegistry(kind)) {
            String image = registry.address() + "/team/app:1";
            push(image).failed();

            Result login = user.run(
                            TestRegistry.PASSWORD,
                            List.of("skopeo", "login", "-u", TestRegistry.USER, "--password-stdin", registry.address()))
                    .succeeded();
            assertThat(login.out()).contains("Login Succeeded!");
            push(image).succeeded();
            assertThat(user.run(List.of("skopeo", "inspect", "docker://" + image))
                            .succeeded()
                            .json()
                            .getString("Name"))
                    .isEqualTo(registry.address() + "/team/app");
            user.run(List.of("skopeo", "copy", "docker://" + image, "dir:" + user.path("pulled")))
                    .succeeded();
            assertNoSecretInClear(registry);

            user.run(List.of("skopeo", "logout", registry.address())).succeeded();
            assertNothingKept(registry);
            user.run(List.of("skopeo", "inspect", "docker://" + image)).failed();
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void podmanLogsInAndOut(TestRegistry.Kind kind) throws Exception {
        try (TestRegistry registry = user.startRegistry(kind)) {
            Result login = user.run(
                            TestRegistry.PASSWORD,
                            List.of("podman", "login", "-u", TestRegistry.USER, "--password-stdin", registry.address()))
                    .succeeded();
            assertThat(login.out()).contains("Login Succeeded!");
            assertThat(user.run(List.of("podman", "login", "--get-login", registry.address()))
                            .succeeded()
                            .out())
                    .isEqualTo(TestRegistry.USER + "\n");
            assertNoSecretInClear(registry);

            user.run(List.of("podman", "logout", registry.address())).succeeded();
            assertNothingKept(registry);
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void aLoginByCofferServesAllThree(TestRegistry.Kind kind) throws Exception {
        try (TestRegistry registry = user.startRegistry(kind)) {
            String image = registry.address() + "/team/app:1";
            user.cofferWith(
                            TestRegistry.PASSWORD,
                            "login",
                            registry.address(),
                            "--username",
                            TestRegistry.USER,
                            "--password-stdin")
                    .succeeded();
            push(image).succeeded();
            user.run(List.of("docker", "manifest", "inspect", image)).succeeded();
            user.run(List.of("skopeo", "inspect", "docker://" + image)).succeeded();
            // podman finds no user name beside an identity token, and calls that "not logged in".
            if (kind != TestRegistry.Kind.IDENTITY_TOKEN_TLS) {
                user.run(List.of("podman", "login", "--get-login", registry.address()))
                        .succeeded();
            }
            assertNoSecretInClear(registry);
        }
    }

    private Result push(String image) throws Exception {
        Path folder = user.path("image");
        if (!folder.toFile().exists()) {
            TinyImage.write(folder);
        }
        return user.run(List.of("skopeo", "copy", "dir:" + folder, "docker://" + image));
    }

    private void assertNoSecretInClear(TestRegistry registry) {
        assertThat(user.helper("list", "").succeeded().json()).containsOnlyKeys(registry.address());
        password.assertAbsentFrom(user.home());
        new Canary(user.get(registry.address()).getString("Secret")).assertAbsentFrom(user.home());
    }

    private void assertNothingKept(TestRegistry registry) {
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
        user.assertNotFound(registry.address());
        password.assertAbsentFrom(user.home());
    }
}
