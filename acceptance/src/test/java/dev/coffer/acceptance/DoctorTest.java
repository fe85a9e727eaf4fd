package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.coffer.registry.fixture.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code coffer doctor IMAGE}: what each tool would send, and what the registry says to it. */
class DoctorTest {
    private static final String IMAGE = "registry.example.com/team/app:1";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void toolsThatDisagreeAreShownWithTheirReasons() {
        Peers.require("docker", "podman", "skopeo");
        user.write(".docker/config.json", config("registry.example.com/other", "docker-user", "canary-one"));
        user.write("run/containers/auth.json", config("registry.example.com/team", "podman-user", "canary-two"));

        Result doctor = user.coffer("doctor", IMAGE).succeeded();

        assertThat(doctor.out())
                .containsPattern("(?m)^coffer +\\S+ +none +-$")
                .containsPattern(
                        "(?m)^docker +[0-9.]+ +docker-user +~/.docker/config.json, entry registry.example.com/other$")
                .containsPattern(
                        "(?m)^podman +4[0-9.]+ +podman-user +~/run/containers/auth.json, entry registry.example.com/team$")
                .containsPattern("(?m)^skopeo +1[0-9.]+ +podman-user ")
                .containsPattern("(?m)^jib +- +podman-user ")
                .contains("not on this machine: ");
        assertThat(doctor.all()).doesNotContain("canary").doesNotContain(encoded("docker-user", "canary-one"));
    }

    @Test
    void oneToolIsAskedWhetherItIsHereOrNot() {
        user.write(".docker/config.json", config("registry.example.com", "somebody", "canary"));

        JsonObject doctor = user.coffer("doctor", IMAGE, "--tool", "crane,helm", "--json")
                .succeeded()
                .json();

        assertThat(doctor.getString("image")).isEqualTo(IMAGE);
        assertThat(tools(doctor)).extracting(tool -> tool.getString("tool")).containsExactly("coffer", "crane", "helm");
        assertThat(tools(doctor).get(1).getString("outcome")).isEqualTo("uses");
        assertThat(tools(doctor).get(1).getString("username")).isEqualTo("somebody");
        assertThat(tools(doctor).get(1).getArray("steps")).isNotEmpty();
    }

    @Test
    void theHelperThatAToolRunsIsRun() {
        Peers.require("docker");
        user.write(".docker/config.json", "{\"credsStore\": \"coffer\"}");
        user.store("registry.example.com", "alice", "canary");

        JsonObject doctor = user.coffer("doctor", IMAGE, "--tool", "docker", "--json")
                .succeeded()
                .json();

        assertThat(tools(doctor))
                .allSatisfy(tool -> assertThat(tool.getString("username")).isEqualTo("alice"));
        assertThat(tools(doctor).get(1).getString("from"))
                .isEqualTo("docker-credential-coffer, asked for registry.example.com");
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS", mode = EnumSource.Mode.MATCH_ANY)
    void theRegistryIsReallyAsked(TestRegistry.Kind kind) throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl", "skopeo", "docker");
        try (TestRegistry registry = user.startRegistry(kind)) {
            String image = registry.address() + "/team/app:1";
            user.store(registry.address(), TestRegistry.USER, TestRegistry.PASSWORD);
            user.write(".docker/config.json", config(registry.address(), TestRegistry.USER, "canary-wrong"));

            Result before = user.coffer("doctor", "--check", image, "--tool", "docker,skopeo", "--json")
                    .failed();
            assertThat(verdicts(before)).containsExactly("no-such-image", "wrong-credential", "wrong-credential");

            user.run(List.of(
                            "skopeo",
                            "copy",
                            "--dest-authfile",
                            good(registry),
                            "dir:" + tinyImage(),
                            "docker://" + image))
                    .succeeded();
            Result after = user.coffer("doctor", "--check", image, "--tool", "docker,skopeo", "--json")
                    .failed();
            assertThat(verdicts(after)).containsExactly("pullable", "wrong-credential", "wrong-credential");
            Result shown = user.coffer("doctor", "--check", image).failed();
            assertThat(shown.out())
                    .containsPattern("(?m)^coffer .* yes$")
                    .containsPattern("(?m)^docker .* wrong credential$")
                    .contains("refused the credential");
            assertThat(shown.all()).doesNotContain("canary");

            user.write(".docker/config.json", "{\"credsStore\": \"coffer\"}");
            user.coffer("doctor", "--check", image, "--tool", "docker").succeeded();
        }
    }

    @Test
    void aRegistryWithAnUnknownAuthorityIsTlsTrouble() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            Tree.delete(user.path(".config/docker/certs.d"));
            Tree.delete(user.path(".config/containers/certs.d"));
            Result doctor = user.coffer(
                            "doctor", "--check", registry.address() + "/team/app:1", "--tool", "crane", "--json")
                    .failed();
            assertThat(verdicts(doctor)).containsExactly("tls", "tls");
        }
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(user.coffer("doctor", "not an image").exit()).isEqualTo(2);
        assertThat(user.coffer("doctor", IMAGE, "--tool", "nothing").err()).contains("there is no such tool");
        assertThat(user.coffer("doctor", "--check").err()).contains("--check needs an image");
    }

    private String good(TestRegistry registry) {
        user.write("good.json", config(registry.address(), TestRegistry.USER, TestRegistry.PASSWORD));
        return user.path("good.json").toString();
    }

    private String tinyImage() throws Exception {
        return TinyImage.write(user.path("image")).toString();
    }

    private static List<JsonObject> tools(JsonObject doctor) {
        return doctor.getArray("tools").stream().map(JsonObject.class::cast).toList();
    }

    private static List<String> verdicts(Result doctor) {
        JsonArray tools = doctor.json().getArray("tools");
        return tools.stream()
                .map(tool -> ((JsonObject) tool).getObject("check").getString("verdict"))
                .toList();
    }

    private static String config(String server, String username, String password) {
        return "{\"auths\": {\"" + server + "\": {\"auth\": \"" + encoded(username, password) + "\"}}}";
    }

    private static String encoded(String username, String password) {
        return Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
