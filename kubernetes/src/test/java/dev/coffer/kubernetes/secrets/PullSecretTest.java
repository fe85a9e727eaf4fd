package dev.coffer.kubernetes.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.kubernetes.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PullSecretTest {
    @TempDir
    private Path folder;

    private static ServerLogin login(String server, String username, String password) {
        return new ServerLogin(ServerAddress.parse(server), new Credential(username, Secret.ofText(password)));
    }

    private static PullSecret secret(String name, Optional<String> namespace, ServerLogin... logins) {
        return new PullSecret(name, namespace, List.of(logins), SecretType.DOCKERCONFIGJSON);
    }

    private static Map<?, ?> tree(String yaml) {
        Map<?, ?> object = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        Map<Object, Object> copy = new HashMap<>(object);
        Map<Object, Object> metadata = new HashMap<>((Map<?, ?>) object.get("metadata"));
        // kubectl up to 1.33 writes it as null.
        metadata.remove("creationTimestamp");
        copy.put("metadata", metadata);
        return copy;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "registry.example.com|alice|secret",
                "registry.example.com:5000|a<b>&c|p\"w\\é  <x",
                "registry.example.com/team|robot$ci+pull|a:b:c",
                "https://registry.example.com/v2/|alice|😀\u2028\u2029 \u0007",
                "https://index.docker.io/v1/|alice|x",
            })
    void is_what_kubectl_creates_field_by_field(String server, String username, String password) throws Exception {
        Peers.require("kubectl");
        String[] command = {
            "kubectl",
            "create",
            "secret",
            "docker-registry",
            "reg.1",
            "--namespace=prod",
            "--docker-server=" + server,
            "--docker-username=" + username,
            "--docker-password=" + password,
            "--dry-run=client",
            "-o"
        };
        PullSecret ours = secret("reg.1", Optional.of("prod"), login(server, username, password));

        String yaml = Peers.run(with(command, "yaml"));
        assertThat(ours.toYaml().text()).isEqualTo(yaml.replace("  creationTimestamp: null\n", ""));
        assertThat(tree(ours.toJson().text())).isEqualTo(tree(Peers.run(with(command, "json"))));
    }

    private static String[] with(String[] command, String last) {
        String[] longer = Arrays.copyOf(command, command.length + 1);
        longer[command.length] = last;
        return longer;
    }

    @Test
    void several_servers_and_the_expiry_are_read_by_kubectl_as_we_wrote_them() throws Exception {
        Instant soon = Instant.parse("2026-11-22T20:00:00.5Z");
        Credential ecr = new Credential("AWS", Secret.ofText("t<k"), Optional.of(soon), Optional.empty());
        PullSecret ours = secret(
                "on",
                Optional.of("123"),
                login("registry.example.com", "alice", "x"),
                new ServerLogin(ServerAddress.parse("docker.io"), ecr));
        Path file = Files.write(folder.resolve("s.yaml"), ours.toYaml().copyBytes());

        String read = Peers.readByKubectl(file);

        assertThat(tree(read)).isEqualTo(tree(ours.toYaml().text()));
        assertThat(tree(read).get("metadata"))
                .isEqualTo(Map.of(
                        "name",
                        "on",
                        "namespace",
                        "123",
                        "annotations",
                        Map.of("coffer.dev/expires", "2026-11-22T20:00:00Z")));
        assertThat(ours.content().text())
                .startsWith(
                        "{\"auths\":{\"https://index.docker.io/v1/\":{\"username\":\"AWS\",\"password\":\"t\\u003ck\"")
                .contains("\"registry.example.com\"");
    }

    @Test
    void the_older_form_has_no_auths_around_the_servers() {
        PullSecret old =
                new PullSecret("old", Optional.empty(), List.of(login("r.example", "u", "p")), SecretType.DOCKERCFG);

        assertThat(old.content().text())
                .isEqualTo("{\"r.example\":{\"username\":\"u\",\"password\":\"p\",\"auth\":\"dTpw\"}}");
        assertThat(old.toYaml().text()).contains("  .dockercfg: ").endsWith("type: kubernetes.io/dockercfg\n");
    }

    @Test
    void the_order_of_the_logins_makes_no_difference() {
        ServerLogin a = login("a.example", "u", "p");
        ServerLogin b = login("b.example", "u", "p");

        assertThat(secret("s", Optional.empty(), a, b).toYaml())
                .isEqualTo(secret("s", Optional.empty(), b, a).toYaml());
    }

    @Test
    void what_no_kubelet_could_use_is_refused_without_showing_it() {
        assertThatThrownBy(() -> login("r.example", "<token>", "hidden"))
                .hasMessage("what is stored for r.example is an identity token, which kubelets ignore;"
                        + " log in with a password or an access token: coffer login -u USER r.example");
        assertThatThrownBy(() -> login("r.example", "a:b", "hidden")).hasMessageContaining("colon");
        assertThatThrownBy(() -> new ServerLogin(
                        ServerAddress.parse("r.example"), new Credential("u", Secret.copyOf(new byte[] {(byte) 0xff}))))
                .isInstanceOf(PullSecretException.class);
        ServerLogin hub = login("docker.io", "u", "p");
        assertThatThrownBy(() -> secret("s", Optional.empty(), hub, login("index.docker.io", "v", "p")))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> secret("s", Optional.empty())).isInstanceOf(PullSecretException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a_b", "-a", "a-", "a..b", ".a", "a.", "a/b", "ä", "a\nb"})
    void names_follow_the_rules_of_kubernetes(String name) {
        ServerLogin login = login("r.example", "u", "p");

        assertThatThrownBy(() -> secret(name, Optional.empty(), login))
                .isInstanceOf(PullSecretException.class)
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> secret("s", Optional.of(name), login)).isInstanceOf(PullSecretException.class);
    }

    @Test
    void names_have_their_length() {
        ServerLogin login = login("r.example", "u", "p");

        assertThat(secret("a".repeat(253), Optional.of("n".repeat(63)), login).name())
                .hasSize(253);
        assertThatThrownBy(() -> secret("a".repeat(254), Optional.empty(), login))
                .hasMessageContaining("253");
        assertThatThrownBy(() -> secret("s", Optional.of("n".repeat(64)), login))
                .hasMessageContaining("63");
        assertThatThrownBy(() -> secret("s", Optional.of("a.b"), login)).isInstanceOf(PullSecretException.class);
    }

    @Test
    void what_we_write_we_read() {
        PullSecret ours = secret("s", Optional.of("n"), login("r.example", "u", "a:b"), login("q.example", "v", "<é>"));

        for (Secret form : List.of(ours.toYaml(), ours.toJson())) {
            StoredPullSecret read = SecretFile.read("file", form.copyBytes()).getFirst();
            assertThat(read.name()).isEqualTo("s");
            assertThat(read.namespace()).contains("n");
            assertThat(read.table())
                    .isEqualTo(new AuthTable.Entries(
                            List.of(
                                    new AuthEntry("q.example", "v", Secret.ofText("<é>")),
                                    new AuthEntry("r.example", "u", Secret.ofText("a:b"))),
                            List.of()));
        }
        assertThat(ours.toString()).doesNotContain("a:b").doesNotContain("<é>");
        assertThat(new String(ours.toYaml().copyBytes(), StandardCharsets.UTF_8))
                .endsWith("\n");
    }
}
