package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pull secrets and the kubelet's configuration, with the built program, kubectl, skopeo and a registry. */
class KubeTest {
    private static final String PASSWORD = "p<&>\u2028\"\\ss w\u00f6rd";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    /** Line by line is field by field: kubectl writes one a line, in an order of its own. */
    private static List<String> fields(String yaml) {
        return yaml.lines()
                // Up to kubectl 1.33.
                .filter(line -> !line.equals("  creationTimestamp: null"))
                .toList();
    }

    @Test
    void aPullSecretIsFieldByFieldWhatKubectlCreates() {
        Peers.require("kubectl");
        user.store("registry.example.com", "robot", PASSWORD);
        List<String> kubectl = List.of(
                "kubectl",
                "create",
                "secret",
                "docker-registry",
                "registries",
                "--namespace=prod",
                "--docker-server=registry.example.com",
                "--docker-username=robot",
                "--docker-password=" + PASSWORD,
                "--dry-run=client",
                "-o",
                "yaml");

        Result theirs = user.run(kubectl).succeeded();
        Result ours = user.coffer("kube", "pull-secret", "registry.example.com", "-n", "prod", "--name", "registries")
                .succeeded();

        assertThat(fields(ours.out())).isEqualTo(fields(theirs.out()));
    }

    @Test
    void dockerHubHasKubectlsKeyWhateverItIsCalled() {
        Peers.require("kubectl");
        user.store("https://index.docker.io/v1/", "robot", PASSWORD);

        Result theirs = user.run(List.of(
                        "kubectl",
                        "create",
                        "secret",
                        "docker-registry",
                        "coffer",
                        "--docker-username=robot",
                        "--docker-password=" + PASSWORD,
                        "--dry-run=client",
                        "-o",
                        "yaml"))
                .succeeded();

        assertThat(fields(user.coffer("kube", "pull-secret", "docker.io")
                        .succeeded()
                        .out()))
                .isEqualTo(fields(theirs.out()));
    }

    @Test
    void skopeoPullsWithExactlyWhatThePullSecretHolds() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl", "skopeo");
        user.write(".config/containers/policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}\n");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            user.store(registry.address(), TestRegistry.USER, TestRegistry.PASSWORD);
            String image = "docker://" + registry.address() + "/team/app:1";
            Path pushed = user.path("image");
            TinyImage.write(pushed);

            JsonObject secret = user.coffer("kube", "pull-secret", "--json", registry.address())
                    .succeeded()
                    .json();
            byte[] content = Base64.getDecoder().decode(secret.getObject("data").getString(".dockerconfigjson"));
            Path auth = user.write("auth.json", new String(content, StandardCharsets.UTF_8));

            user.run(List.of("skopeo", "copy", "--dest-authfile=" + auth, "dir:" + pushed, image))
                    .succeeded();
            user.run(List.of("skopeo", "copy", "--src-authfile=" + auth, image, "dir:" + user.path("pulled")))
                    .succeeded();
            // Nothing else in this home lets anybody in.
            user.run(List.of("skopeo", "inspect", image)).failed();
        }
    }

    @Test
    void anIdentityTokenAndAServerWithoutALoginLeaveNothingWritten() {
        user.store("registry.example.com", "robot", PASSWORD);
        user.store("tokens.example", "<token>", "identity-token-of-a-login");

        Result refused = user.coffer("kube", "pull-secret", "registry.example.com", "tokens.example", "none.example")
                .failed();

        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("identity token, which kubelets ignore")
                .contains("there is no credential for none.example")
                .doesNotContain("identity-token-of-a-login");
    }

    @Test
    void explainNamesTheCredentialAndShowsNoSecret() {
        user.store("registry.example.com", "robot", PASSWORD);
        user.store("registry.example.com/team", "team-robot", PASSWORD);
        Path secret = user.write(
                "secret.yaml",
                user.coffer("kube", "pull-secret", "registry.example.com", "registry.example.com/team")
                        .succeeded()
                        .out());

        Result explained = user.coffer(
                        "kube", "explain", "registry.example.com/team/app:1", "--json", "--secret", secret.toString())
                .succeeded();

        JsonArray tried = explained.json().getArray("tried");
        assertThat(tried.stream().map(each -> ((JsonObject) each).getString("username")))
                .containsExactly("team-robot", "robot");
        assertThat(explained.all())
                .doesNotContain(
                        "p<&>",
                        Base64.getEncoder().encodeToString(("robot:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theConfigurationOfTheRoutesIsOneThatAKubeletStartsWith() throws IOException {
        user.write(".config/coffer/config.yaml", "routes:\n  - server: \"*.internal.example\"\n    use: helper:pass\n");
        Path plugins = Files.createDirectory(user.path("plugins"));
        Files.createSymbolicLink(
                plugins.resolve("coffer-credential-provider"), user.delivery().program("coffer"));
        Path config = user.write(
                "c.yaml", user.coffer("kube", "provider-config").succeeded().out());

        Result check = user.coffer(
                        "kube",
                        "provider-config",
                        "--check",
                        config.toString(),
                        "--bin-dir",
                        plugins.toString(),
                        "--image",
                        "a.internal.example/app",
                        "--json")
                .succeeded();

        assertThat(check.json().getArray("findings")).isEmpty();
        assertThat(check.json().getArray("serving").getObject(0).getString("pattern"))
                .isEqualTo("*.internal.example");
        Files.delete(plugins.resolve("coffer-credential-provider"));
        user.coffer("kube", "provider-config", "--check", config.toString(), "--bin-dir", plugins.toString())
                .failed();
    }

    /** The script of the example, on folders of ours in place of the node's and the image's. */
    @Test
    void theDaemonSetInstallsTheProgramAndTheConfigurationTwiceTheSame() throws IOException {
        Peers.require("kubectl");
        Path root = user.delivery().bin().resolve("..").normalize();
        String script = installScript()
                .replace("/opt/coffer", root.toString())
                .replace("/host/", user.path("host") + "/")
                .replace("/usr/local/lib/coffer-nodes", user.path("host/lib").toString())
                .replace("/config/", user.path("config") + "/");
        user.write("config/config.yaml", "routes: []\n");
        user.write("config/image-credential-provider.yaml", "kind: CredentialProviderConfig\n");
        for (String folder : List.of("lib/old", "plugins", "coffer", "kubernetes")) {
            Files.createDirectories(user.path("host/" + folder));
        }

        user.run(List.of("/bin/sh", "-euc", script)).succeeded();
        user.run(List.of("/bin/sh", "-euc", script)).succeeded();

        Path plugin = user.path("host/plugins/coffer-credential-provider");
        assertThat(plugin).isSymbolicLink().isExecutable();
        assertThat(plugin.toRealPath()).startsWith(user.path("host/lib"));
        assertThat(user.path("host/lib")).isDirectoryNotContaining("glob:**/old");
        assertThat(user.read("host/coffer/config.yaml")).isEqualTo("routes: []\n");
        assertThat(user.path("host/kubernetes/image-credential-provider.yaml")).exists();
        user.run(List.of(plugin.toRealPath().toString(), "version")).succeeded();
    }

    /** kubectl reads the YAML for us. */
    private String installScript() {
        Path manifest = Delivery.projectRoot().resolve("examples/kubernetes/coffer-nodes.yaml");
        List<String> command = new ArrayList<>(List.of("kubectl", "patch", "--local", "--type=merge", "-p", "{}"));
        command.addAll(List.of("-o", "jsonpath={.spec.template.spec.initContainers[0].command[2]}", "-f"));
        command.add(manifest.toString());
        return user.run(command).succeeded().out();
    }
}
