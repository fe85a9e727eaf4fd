package dev.coffer.kubernetes.secrets;

import static dev.coffer.kubernetes.secrets.CredentialPlace.Kind.NODE_CONFIG;
import static dev.coffer.kubernetes.secrets.CredentialPlace.Kind.PLUGIN;
import static dev.coffer.kubernetes.secrets.CredentialPlace.Kind.PULL_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Secret;
import dev.coffer.api.image.ImageReference;
import dev.coffer.kubernetes.matching.KubeletKeyring;
import dev.coffer.kubernetes.matching.MatchCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullExplanationTest {
    @TempDir
    private Path folder;

    private static CredentialPlace place(CredentialPlace.Kind kind, String name, String... keys) {
        List<AuthEntry> entries = new ArrayList<>();
        for (String key : keys) {
            entries.add(new AuthEntry(key, "user of " + name, Secret.ofText("p")));
        }
        return new CredentialPlace(kind, name, new AuthTable.Entries(entries, List.of()));
    }

    private static PullExplanation explain(String image, CredentialPlace... places) {
        return PullExplanation.of(ImageReference.parse(image), List.of(places));
    }

    private static List<String> tried(PullExplanation explanation) {
        return explanation.attempts().stream()
                .map(attempt -> attempt.place().name() + " " + attempt.key())
                .toList();
    }

    @Test
    void secrets_come_before_the_node_and_the_node_before_plugins() {
        assertThat(tried(explain(
                        "r.example/team/app",
                        place(PLUGIN, "ecr", "r.example"),
                        place(NODE_CONFIG, "node", "r.example"),
                        place(PULL_SECRET, "pod", "r.example"),
                        place(PULL_SECRET, "account", "r.example"))))
                .containsExactly("pod r.example", "account r.example", "node r.example", "ecr r.example");
    }

    @Test
    void within_a_keyring_keys_are_tried_from_the_end_of_the_alphabet_whatever_secret_they_are_in() {
        assertThat(tried(explain(
                        "r.example/team/app",
                        place(PULL_SECRET, "first", "*.example", "https://r.example/v1/"),
                        place(PULL_SECRET, "second", "r.example/team", "r.example/te", "r.example"))))
                .containsExactly(
                        "second r.example/team",
                        "second r.example/te",
                        "first https://r.example/v1/",
                        "second r.example",
                        "first *.example");
    }

    @ParameterizedTest
    @CsvSource({
        "https://index.docker.io/v1/, docker.io/library/nginx, true",
        "https://index.docker.io/v1/, r.example/nginx, false",
        "index.docker.io, docker.io/library/nginx, true",
        "http://index.docker.io/v2/, docker.io/library/nginx, true",
        "registry-1.docker.io, docker.io/library/nginx, false",
        "docker.io, docker.io/library/nginx, true",
        "https://index.docker.io/v1/, nginx:1.27, true",
        "https://index.docker.io/v1/team, docker.io/team/app, false",
    })
    void docker_hub_has_a_key_of_its_own(String key, String repository, boolean isTried) {
        assertThat(tried(explain(repository, place(PULL_SECRET, "s", key)))).hasSize(isTried ? 1 : 0);
    }

    private static PullExplanation explainText(String repository, CredentialPlace... places) {
        return PullExplanation.of(repository, List.of(places));
    }

    private static Stream<JsonObject> casesOf(String table) {
        return MatchCases.all().getObject(table).getArray("cases").stream().map(JsonObject.class::cast);
    }

    static Stream<JsonObject> hits() {
        return casesOf("keyring_hit_upstream");
    }

    @ParameterizedTest
    @MethodSource("hits")
    void the_kubelets_hits_are_tried(JsonObject match) {
        CredentialPlace place = place(PULL_SECRET, "s", match.getString("key"));

        assertThat(explainText(match.getString("lookup") + "/foo/bar", place).attempts())
                .hasSize(1);
    }

    static Stream<JsonObject> misses() {
        return casesOf("keyring_miss_upstream");
    }

    @ParameterizedTest
    @MethodSource("misses")
    void the_kubelets_misses_are_passed(JsonObject match) {
        PullExplanation explanation =
                explainText(match.getString("lookup") + "/foo/bar", place(PULL_SECRET, "s", match.getString("key")));

        assertThat(explanation.attempts()).isEmpty();
        assertThat(explanation.passed()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyring_order_upstream", "legacy_v1_key_upstream", "docker_hub_upstream"})
    void the_kubelets_users_are_tried_in_its_order(String table) {
        List<AuthEntry> entries = new ArrayList<>();
        MatchCases.all()
                .getObject(table)
                .getObject("entries")
                .forEach((key, user) -> entries.add(new AuthEntry(key, (String) user, Secret.ofText("p"))));
        CredentialPlace place = new CredentialPlace(PULL_SECRET, "s", new AuthTable.Entries(entries, List.of()));

        assertThat(casesOf(table)).isNotEmpty().allSatisfy(match -> assertThat(
                        explainText(match.getString("image"), place).attempts())
                .extracting(PullExplanation.Attempt::username)
                .containsExactlyElementsOf(
                        match.getArray("users").stream().map(String.class::cast).toList()));
    }

    /** Beside the model of the kubelet's keyring, which was written apart from this. */
    @Property
    void what_is_tried_is_what_the_model_of_the_keyring_finds(
            @ForAll @Size(max = 5) List<@From("keys") String> keys, @ForAll @From("repositories") String repository) {
        KubeletKeyring model = new KubeletKeyring();
        keys.forEach(key -> model.add(key, key));

        assertThat(explainText(repository, place(PLUGIN, "s", keys.toArray(String[]::new)))
                        .attempts())
                .extracting(PullExplanation.Attempt::key)
                .containsExactlyElementsOf(model.lookup(repository).stream()
                        .map(kept -> RegistryKey.withoutUserInfo(kept.key()))
                        .toList());
    }

    @Provide
    Arbitrary<String> keys() {
        return Combinators.combine(
                        Arbitraries.of("", "https://", "http://"),
                        Arbitraries.of("", "user@", "user:p%40w@"),
                        Arbitraries.of("index.docker.io", "docker.io", "r.example", "*.example", "localhost", "[::1]"),
                        Arbitraries.of("", ":5000", ":443", ":x"),
                        Arbitraries.of("", "/", "/v1/", "/v2/team", "/team", "/te%61m", "/%25zz", "?q", "#f"))
                .as((scheme, user, host, port, rest) -> scheme + user + host + port + rest);
    }

    @Provide
    Arbitrary<String> repositories() {
        return Arbitraries.of(
                "docker.io/library/nginx",
                "index.docker.io/team/app",
                "nginx",
                "localhost/team/app",
                "registry:5000/team",
                "r.example/team/app",
                "r.example:5000/team/app",
                "[::1]:5000/team/app");
    }

    @Test
    void a_host_without_dot_or_port_is_docker_hub_to_a_kubelet() {
        CredentialPlace hub = place(PULL_SECRET, "s", "https://index.docker.io/v1/");

        assertThat(tried(explain("localhost/app", hub))).hasSize(1);
        assertThat(tried(explain("localhost:5000/app", hub))).isEmpty();
    }

    @Test
    void user_info_in_a_key_changes_nothing_and_is_never_shown() {
        PullExplanation explanation = explain(
                "r.example/app",
                place(PULL_SECRET, "s", "https://me:hunter2@r.example/v1/", "me:hunter2@q.example", "a:hunter2@b:x"));

        assertThat(tried(explanation)).containsExactly("s https://r.example/v1/");
        assertThat(explanation.toString()).doesNotContain("hunter2").contains("q.example", "b:x");
    }

    @Test
    void the_key_of_docker_hub_gives_way_to_any_that_fits() {
        PullExplanation explanation =
                explain("docker.io/library/nginx", place(PULL_SECRET, "s", "https://index.docker.io/v1/", "docker.io"));

        assertThat(tried(explanation)).containsExactly("s docker.io");
        assertThat(explanation.passed().getFirst().why()).contains("only when no other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r.example:443|the port differs (:443 against none), and no port is taken for the default",
                "R.example|hosts are compared with upper and lower case",
                "r.example/other|its path is not how the image's begins",
                "*.r.example|it has 3 labels and the image's host 2; a * stands for one label or a part of one",
                "q.example|another host",
                "r.example:x|it cannot be parsed, and kubelets pass over it",
            })
    void what_does_not_fit_is_passed_with_the_first_difference(String key, String why) {
        assertThat(explain("r.example/team/app", place(PULL_SECRET, "s", key)).passed())
                .extracting(PullExplanation.Passed::why)
                .containsExactly(why);
    }

    @Test
    void one_broken_secret_fails_the_whole_pull() {
        CredentialPlace broken = new CredentialPlace(PULL_SECRET, "bad\u001b", new AuthTable.Broken("it is not JSON"));

        PullExplanation explanation = explain("r.example/a", place(PULL_SECRET, "good", "r.example"), broken);

        assertThat(explanation.failure())
                .contains("pull secret bad\\x1B cannot be read: it is not JSON;"
                        + " the pull fails, and no other secret or plugin is tried");
        assertThat(explanation.attempts()).isEmpty();
    }

    @Test
    void an_empty_credential_is_an_anonymous_pull() {
        AuthTable table = new AuthTable.Entries(List.of(new AuthEntry("r.example", "", Secret.ofText(""))), List.of());

        assertThat(explain("r.example/a", new CredentialPlace(PLUGIN, "acr", table))
                        .attempts()
                        .getFirst()
                        .why())
                .endsWith("it is empty, so the pull is anonymous");
    }

    @Test
    void the_node_configuration_is_the_first_file_that_can_be_read() throws Exception {
        Path root = Files.createDirectory(folder.resolve("kubelet"));
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve(".docker"));
        Path work = Files.createDirectory(folder.resolve("work"));
        List<NodeConfig.Candidate> candidates = NodeConfig.candidates(root, work, Optional.of(home));
        assertThat(candidates)
                .extracting(candidate -> candidate.path().toString())
                .containsExactly(
                        root + "/config.json",
                        work + "/config.json",
                        home + "/.docker/config.json",
                        "/.docker/config.json",
                        root + "/.dockercfg",
                        work + "/.dockercfg",
                        home + "/.dockercfg",
                        "/.dockercfg");
        assertThat(NodeConfig.find(candidates.subList(0, 3))).isEmpty();

        Files.writeString(root.resolve("config.json"), "{\"auths\":{\"a\":{\"auth\":\"?\"}}}");
        Files.createDirectory(work.resolve("config.json"));
        Files.writeString(home.resolve(".docker/config.json"), "{\"auths\":{\"b\":{\"auth\":\"dTpw\"}}}");

        assertThat(NodeConfig.find(candidates).map(CredentialPlace::name)).contains(home + "/.docker/config.json");
        assertThat(NodeConfig.read(candidates.getFirst()).map(CredentialPlace::table))
                .contains(new AuthTable.Broken("the entry a has an auth that is not base64"));
    }
}
