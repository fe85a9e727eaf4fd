package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reaches the engine when {@code docker pull} takes its credentials from Coffer. */
class EnginePullTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    @BeforeEach
    void dockerAsksCoffer() {
        Peers.require("docker");
        user.write(".docker/config.json", "{\"credsStore\":\"coffer\"}\n");
    }

    private Result pull(FakeEngine engine, String image) {
        user.with("DOCKER_HOST", engine.address());
        return user.run(List.of("docker", "pull", image));
    }

    @Test
    void thePasswordReachesTheEngine() throws IOException {
        user.store("registry.example:5000", "ada", "p\u00e4ss<&>w\u00f6rd");
        try (FakeEngine engine = new FakeEngine(user.home())) {
            pull(engine, "registry.example:5000/team/app:1").succeeded();
            assertThat(engine.pulls()).hasSize(1);
            JsonObject auth = engine.pulls().getFirst().registryAuth();
            assertThat(auth.getString("username")).isEqualTo("ada");
            assertThat(auth.getString("password")).isEqualTo("p\u00e4ss<&>w\u00f6rd");
            assertThat(auth.getString("serveraddress")).isEqualTo("registry.example:5000");
            assertThat(auth.getString("identitytoken")).isNull();
        }
    }

    @Test
    void anIdentityTokenReachesTheEngineAsOne() throws IOException {
        user.store("registry.example", "<token>", "refresh-me");
        try (FakeEngine engine = new FakeEngine(user.home())) {
            pull(engine, "registry.example/app").succeeded();
            JsonObject auth = engine.pulls().getFirst().registryAuth();
            assertThat(auth.getString("identitytoken")).isEqualTo("refresh-me");
            assertThat(auth.getString("password", "")).isEmpty();
        }
    }

    @Test
    void dockerHubsLoginServesAnImageWithoutAHost() throws IOException {
        user.store("docker.io", "ada", "hub-secret");
        try (FakeEngine engine = new FakeEngine(user.home())) {
            pull(engine, "team/app").succeeded();
            assertThat(engine.pulls().getFirst().registryAuth().getString("password"))
                    .isEqualTo("hub-secret");
        }
    }

    @Test
    void withoutALoginThePullIsAnonymousAndSilent() throws IOException {
        user.store("registry.example", "ada", "s3cret");
        try (FakeEngine engine = new FakeEngine(user.home())) {
            Result pulled = pull(engine, "other.example/app").succeeded();
            assertThat(engine.pulls().getFirst().registryAuth().getString("password", ""))
                    .isEmpty();
            assertThat(pulled.err()).isEmpty();
        }
    }

    /** Docker passes a helper's standard error through. Whether it then pulls without a login differs by version. */
    @Test
    void whoPullsSeesWhyTheHelperFailedAndWhatToDo() throws IOException {
        user.store("registry.example", "ada", "s3cret");
        Files.delete(user.identity().resolve("identity"));
        String refusal = user.assertRefused("registry.example").err();
        try (FakeEngine engine = new FakeEngine(user.home())) {
            Result pulled = pull(engine, "registry.example/app");
            assertThat(pulled.err()).contains(refusal);
            assertThat(engine.pulls())
                    .allSatisfy(call -> assertThat(call.registryAuth().getString("password", ""))
                            .isEmpty());
        }
    }
}
