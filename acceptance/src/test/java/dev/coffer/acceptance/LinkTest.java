package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.coffer.registry.fixture.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code coffer link} and {@code coffer unlink}, beside the tools that they link. */
class LinkTest {
    private static final String CONFIG = ".docker/config.json";
    private static final String HELM = ".config/helm/registry/config.json";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    private final Canary canary = Canary.fresh();

    private String entry(String server) {
        String auth = Base64.getEncoder().encodeToString(("ada:" + canary.secret()).getBytes(StandardCharsets.UTF_8));
        return "\"" + server + "\":{\"auth\":\"" + auth + "\"}";
    }

    @Test
    void theTableNamesEveryToolAndChangesNothing() throws JsonParserException {
        user.write(CONFIG, "{\"auths\":{" + entry("registry.example") + "}}");
        Map<String, String> before = user.picture();

        Result table = user.coffer("link").succeeded();
        Result json = user.coffer("link", "--json").succeeded();

        canary.assertAbsentFrom(table);
        canary.assertAbsentFrom(json);
        assertThat(table.out()).contains("docker ", "podman ", "helm ", "kubelet ", "docker-java ");
        assertThat(JsonParser.array().from(json.out())).anySatisfy(row -> {
            JsonObject tool = (JsonObject) row;
            assertThat(tool.getString("tool")).isEqualTo("docker");
            assertThat(tool.getString("linked")).isEqualTo("no");
            assertThat(tool.getString("file")).isEqualTo(user.path(CONFIG).toString());
        });
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void linkedToolsAskCofferAndUnlinkedOnesHaveTheirFilesBack() {
        String config = "{\"HttpHeaders\":{\"X\":\"1\"},\"credHelpers\":{\"gcr.example\":\"gcloud\"}}";
        user.write(CONFIG, config);
        user.write(HELM, "{\"auths\":{" + entry("charts.example") + "},\"z\":2.50}");

        Result linked = user.coffer("link", "docker", "podman", "helm").succeeded();

        canary.assertAbsentFrom(linked);
        canary.assertAbsentFrom(user.home());
        assertThat(user.read(CONFIG)).contains("credsStore").contains("gcloud");
        assertThat(user.read(HELM)).contains("credsStore").contains("2.50");
        assertThat(user.get("charts.example").getString("Secret")).isEqualTo(canary.secret());
        Map<String, String> once = user.picture();
        assertThat(user.coffer("link", "docker", "podman", "helm").succeeded().out())
                .contains("nothing had to be changed");
        assertThat(user.picture()).isEqualTo(once);

        Result unlinked = user.coffer("unlink").succeeded();

        canary.assertAbsentFrom(unlinked);
        canary.assertAbsentFrom(user.home());
        assertThat(unlinked.out()).contains("charts.example");
        assertThat(user.read(CONFIG)).isEqualTo(config);
        assertThat(user.read(HELM)).isEqualTo("{\"auths\":{\"charts.example\":{}},\"z\":2.50}");
        assertThat(user.path(".config/containers/registries.conf.d/99-coffer.conf"))
                .doesNotExist();
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() {
        user.write(CONFIG, "{\"auths\":{" + entry("registry.example") + "}}");
        Map<String, String> before = user.picture();

        Result text = user.coffer("link", "docker", "podman", "--dry-run").succeeded();
        JsonObject json =
                user.coffer("link", "docker", "--dry-run", "--json").succeeded().json();

        canary.assertAbsentFrom(text);
        assertThat(text.out()).contains("dry run").contains("credsStore").contains("registry.example");
        assertThat(json.getBoolean("changed")).isFalse();
        assertThat(json.getBoolean("dryRun")).isTrue();
        assertThat(json.getArray("steps")).isNotEmpty();
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void aMalformedFileIsRefusedAndLeftAlone() {
        user.write(CONFIG, "{\"auths\":{" + entry("registry.example") + "},}");

        Result refused = user.coffer("link", "docker").failed();

        assertThat(refused.err()).contains("config.json").contains("comma").doesNotContain("Exception");
        canary.assertAbsentFrom(refused);
        assertThat(user.coffer("link").succeeded().out()).contains("unreadable");
    }

    @Test
    void toolsThatNoFileLinksSayWhatToDo() {
        assertThat(user.coffer("link", "nomad").succeeded().out()).contains("plugin \"docker\"");
        assertThat(user.coffer("link", "kubelet").succeeded().err()).contains("coffer kube provider-config");
        assertThat(user.coffer("link", "docker-java").failed().err()).contains("runs no credential helper");
        assertThat(user.coffer("link", "podman", "--server", "reg.example")
                        .failed()
                        .err())
                .contains("coffer link docker --server reg.example");
        assertThat(user.coffer("link", "frobnicate").failedWith(2).err()).contains("docker, buildx");
        assertThat(user.path(CONFIG)).doesNotExist();
    }

    @Test
    void dockersFileAsAuthFileIsNeverMadeAndIsExplained() {
        user.with("REGISTRY_AUTH_FILE", user.path(CONFIG).toString());
        assertThat(user.coffer("link", "docker").succeeded().all())
                .contains("REGISTRY_AUTH_FILE")
                .contains("plain text");
    }

    /** One registry by coffer, everything else as before. */
    @Test
    void dockerAsksCofferAboutALinkedRegistryOnly() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl", "docker", "podman");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            user.write(".config/containers/policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}\n");
            user.with("DOCKER_HOST", "unix://" + user.path("no-engine.sock"));
            user.write(CONFIG, "{\"auths\":{" + entry("other.example") + "}}");

            user.coffer("link", "--server", registry.address()).succeeded();
            user.run(TestRegistry.PASSWORD, login("docker", registry)).succeeded();

            assertThat(user.get(registry.address()).getString("Secret")).isEqualTo(TestRegistry.PASSWORD);
            new Canary(TestRegistry.PASSWORD).assertAbsentFrom(user.home());
            assertThat(user.read(CONFIG)).contains("other.example").contains("YWRh");
            // podman reads docker's credHelpers, too.
            assertThat(user.run(List.of("podman", "login", "--get-login", registry.address()))
                            .succeeded()
                            .out())
                    .contains(TestRegistry.USER);

            user.run(List.of("docker", "logout", registry.address())).succeeded();
            user.coffer("unlink", "--server", registry.address()).succeeded();
            assertThat(user.read(CONFIG)).doesNotContain("coffer");
        }
    }

    private static List<String> login(String client, TestRegistry registry) {
        return List.of(client, "login", "-u", TestRegistry.USER, "--password-stdin", registry.address());
    }

    @Test
    void setUpInstallsTheManualAndTheCompletionsAndUndoRemovesThem() throws Exception {
        user.write(".profile", "PATH=\"$HOME/.local/bin:$PATH\"\n");
        user.with("PATH", user.path(".local/bin") + ":/usr/local/bin:/usr/bin:/bin");
        List<Path> places = List.of(
                user.path(".local/share/man/man1/coffer.1"),
                user.path(".local/share/man/man1/coffer-route-add.1"),
                user.path(".local/share/bash-completion/completions/coffer"),
                user.path(".local/share/fish/vendor_completions.d/coffer.fish"),
                user.path(".local/share/zsh/site-functions/_coffer"));

        user.coffer("setup").succeeded();

        for (Path place : places) {
            assertThat(place.toRealPath()).startsWith(user.path(".local/lib/coffer"));
            assertThat(Files.readString(place)).contains("coffer");
        }
        user.coffer("setup", "--undo").succeeded();
        for (Path place : places) {
            assertThat(Files.isSymbolicLink(place)).as("%s", place).isFalse();
        }
    }
}
