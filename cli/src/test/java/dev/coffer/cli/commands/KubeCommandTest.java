package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.commands.UserProcess.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeCommandTest {
    private static final String SECRET = "kube pull-secret";
    private static final String CANARY = "hunter2-canary";

    @TempDir
    Path home;

    private UserProcess user;

    @BeforeEach
    void aUser() {
        user = new UserProcess(home);
    }

    private static String auth(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private void login(String server, String pair) throws Exception {
        Path file = user.write("login.json", "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(server, auth(pair)));
        assertThat(user.coffer("import", file.toString()).status()).isZero();
        Files.delete(file);
    }

    private Result line(String line) throws Exception {
        return user.coffer(line.split(" ", -1));
    }

    @Test
    void the_provider_configuration_has_the_routes_to_helpers_and_all_clouds() throws Exception {
        user.write(".config/coffer/config.yaml", """
                routes:
                  - server: "*.Internal.example:5000/team/"
                    use: helper:pass
                  - server: "123456789012.*"
                    use: ecr
                  - server: "evil.example"
                    deny: true
                  - server: "mirror.*"
                    use: helper:pass
                  - server: "**"
                    use: helper:secretservice
                    last: true
                """);

        Result written = line("kube provider-config");

        assertThat(written.status()).isZero();
        assertThat(written.out())
                .contains("      - \"*.internal.example:5000/team\"\n      - \"*.dkr.ecr.*.amazonaws.com\"\n")
                .contains("\"*.azurecr.io\"")
                .doesNotContain("evil", "123456789012", "mirror");
        assertThat(written.err().lines())
                .hasSize(2)
                .anySatisfy(said -> assertThat(said).contains("mirror.* -> helper:pass", "any number of labels"))
                .anySatisfy(said -> assertThat(said).contains("** -> helper:secretservice", "every server"));
    }

    @Test
    void what_is_written_is_what_the_check_accepts() throws IOException {
        Typed written = Typed.coffer(
                "kube",
                "provider-config",
                "--name",
                "ours",
                "--bin-dir",
                home.resolve("plugins").toString(),
                "--audience",
                "sts.amazonaws.com",
                "--cache-type",
                "Token",
                "--annotation",
                "eks.amazonaws.com/role-arn",
                "--env",
                "COFFER_HOME=/var/lib/coffer",
                "registry.example.com",
                "*.example.com:5000");
        Path config = Files.writeString(home.resolve("c.yaml"), written.out());
        Path plugins = Files.createDirectory(home.resolve("plugins"));

        assertThat(written.out())
                .contains("cacheType: Token", "name: \"COFFER_HOME\"\n        value: \"/var/lib/coffer\"")
                .doesNotContain("amazonaws.com\"\n      - ");
        String[] check = {"kube", "provider-config", "--check", config.toString(), "--bin-dir", plugins.toString()};
        assertThat(Typed.coffer(check).status()).isEqualTo(ExitStatus.FAILED);
        assertThat(Typed.coffer(check).out()).contains("there is no executable \"ours\"");

        assertThat(Files.createFile(plugins.resolve("ours")).toFile().setExecutable(true))
                .isTrue();
        assertThat(Typed.coffer(check)).isEqualTo(new Typed(0, "a kubelet starts with this configuration\n", ""));
    }

    @Test
    void the_check_says_which_plugin_is_run_for_an_image() throws IOException {
        Path config = Files.writeString(
                home.resolve("c.yaml"),
                Typed.coffer("kube", "provider-config", "registry.example.com").out());

        assertThat(Typed.coffer("kube", "provider-config", "--check", config.toString(), "--image", "nginx:1.27")
                        .out())
                .startsWith("for docker.io/library/nginx the kubelet runs no plugin\n");
        assertThat(Typed.coffer(
                                "kube",
                                "provider-config",
                                "--check",
                                config.toString(),
                                "--json",
                                "--image",
                                "registry.example.com/a")
                        .out())
                .startsWith("{\"accepted\":true,\"findings\":[],\"image\":\"registry.example.com/a\",\"serving\":"
                        + "[{\"provider\":\"coffer-credential-provider\",\"pattern\":\"registry.example.com\",");
    }

    @Test
    void the_check_fails_where_the_kubelet_would_not_start() throws IOException {
        Path config = Files.writeString(home.resolve("c.yaml"), "kind: CredentialProviderConfig\nproviders: []\n");

        Typed check = Typed.coffer("kube", "provider-config", "--check", config.toString());

        assertThat(check.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(check.out()).startsWith("error " + config + ":").endsWith("a kubelet does not start with this\n");
        assertThat(Typed.coffer("kube", "provider-config", "--check", "/nonexistent/file"))
                .isEqualTo(new Typed(1, "", "coffer: there is no /nonexistent/file\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kube provider-config --image nginx h.example|--image and --json are for --check",
                "kube provider-config --check f h.example|a PATTERN is for writing",
                "kube provider-config --cache-type Token h.example|without --audience the plugin gets no token",
                "kube provider-config --name a/b h.example|holds a slash",
                "kube provider-config h.example:x|has a port that is not a number",
                "kube provider-config https://h.example|it has a scheme",
                "kube pull-secret --refresh-every 6h h.example|belong together",
                "kube pull-secret h.example ftp://h.example|neither https nor http",
                "kube pull-secret|Missing required parameter",
                "kube explain UPPER|",
            })
    void options_that_do_not_go_together_are_wrong_usage(String line, String why) {
        Typed refused = Typed.coffer(line.split(" ", -1));

        assertThat(refused.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains(why == null ? "see: coffer kube explain --help" : why);
    }

    @Test
    void a_pull_secret_has_every_server_and_a_kubelet_finds_the_login_in_it() throws Exception {
        login("https://index.docker.io/v1/", "hub:" + CANARY);
        login("registry.example.com", "robot:" + CANARY);

        Result written = line(SECRET + " registry.example.com docker.io -n prod --name registries");

        assertThat(written.status()).isZero();
        assertThat(written.err()).isEmpty();
        assertThat(written.out())
                .contains("  name: registries\n  namespace: prod\n")
                .endsWith("type: kubernetes.io/dockerconfigjson\n");
        Path file = user.write("secret.yaml", written.out());
        Typed explained = Typed.coffer("kube", "explain", "nginx", "--secret", file.toString());
        assertThat(explained.status()).isZero();
        assertThat(explained.out())
                .containsPattern("1\\. +pull secret registries +https://index.docker.io/v1/ +hub +")
                .containsPattern("- +pull secret registries +registry.example.com +not tried: another host")
                .doesNotContain(CANARY);
        assertThat(Typed.coffer("kube", "explain", "--json", "nginx", "--secret", file.toString())
                        .out())
                .startsWith("{\"image\":\"docker.io/library/nginx\",\"tried\":[{\"from\":\"pull secret registries\"")
                .doesNotContain(CANARY);
    }

    @Test
    void one_server_without_a_credential_leaves_nothing_written() throws Exception {
        login("registry.example.com", "robot:" + CANARY);

        Result refused = line(SECRET + " registry.example.com other.example");

        assertThat(refused.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("there is no credential for other.example")
                .contains("nothing was written");
    }

    @Test
    void an_identity_token_is_refused_with_the_remedy() throws Exception {
        Path file =
                user.write("login.json", "{\"auths\":{\"r.example\":{\"identitytoken\":\"%s\"}}}".formatted(CANARY));
        assertThat(user.coffer("import", file.toString()).status()).isZero();

        Result refused = line(SECRET + " r.example");

        assertThat(refused.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("identity token, which kubelets ignore")
                .doesNotContain(CANARY);
    }

    @Test
    void what_expires_is_annotated_and_can_be_refreshed() throws Exception {
        long end = 4_102_444_800L; // 2100-01-01
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"exp\":%d}".formatted(end).getBytes(StandardCharsets.UTF_8));
        login("registry.example.com", "robot:eyJhbGciOiJub25lIn0." + payload + ".c2ln");

        Result once = line(SECRET + " registry.example.com --dockercfg");
        Result often = line(
                SECRET
                        + " registry.example.com -n prod --refresh-every 6h --image coffer:1 --account-annotation a/b=c --json");

        assertThat(once.out())
                .contains("coffer.dev/expires: \"2100-01-01T00:00:00Z\"")
                .contains("type: kubernetes.io/dockercfg");
        assertThat(once.err()).contains("good until 2100-01-01T00:00:00Z");
        assertThat(often.status()).isZero();
        assertThat(often.out()).contains("\"CronJob\"").contains("\"a/b\": \"c\"");
        assertThat(line(SECRET + " registry.example.com --refresh-every 6h --image coffer:1")
                        .err())
                .contains("name it with -n NAMESPACE");
    }

    @Test
    void the_explanation_goes_from_secrets_to_the_node_to_plugins() throws IOException {
        Path node = Files.writeString(
                home.resolve("config.json"), "{\"auths\":{\"r.example\":{\"auth\":\"%s\"}}}".formatted(auth("n:p")));
        Path plugins = Files.writeString(
                home.resolve("c.yaml"),
                Typed.coffer("kube", "provider-config", "r.example").out());

        Typed explained = Typed.coffer(
                "kube", "explain", "r.example/a", "--config", node.toString(), "--provider-config", plugins.toString());

        assertThat(explained.status()).isZero();
        assertThat(explained.out().lines().skip(1))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("1.  node configuration " + node),
                        second -> assertThat(second).startsWith("2.  plugin coffer-credential-provider"));
        assertThat(Typed.coffer("kube", "explain", "other.example/a", "--config", node.toString())
                        .status())
                .isEqualTo(ExitStatus.FAILED);
    }
}
