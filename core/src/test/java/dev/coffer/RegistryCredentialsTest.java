package dev.coffer;

import static dev.coffer.Home.auths;
import static dev.coffer.Home.entry;
import static dev.coffer.Home.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.image.InvalidImageReferenceException;
import dev.coffer.docker.tools.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the facade finds on machines of all kinds, with real files and real helper programs. */
class RegistryCredentialsTest {
    private static final String IMAGE = "ghcr.io/acme/team/app:1";

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void makeHome() throws IOException {
        home = new Home(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the machine has                      | and the answer is
            nothing                                | anonymous
            docker                                 | user docker
            podman                                 | user podman
            docker, podman                         | user docker
            podman-config                          | user podman-config
            podman-config, podman                  | user podman
            dockercfg                              | user dockercfg
            dockercfg, podman                      | user podman
            helper                                 | user helper
            helper, podman                         | user helper
            empty-helper, podman                   | user podman
            coffer, docker, podman                 | user coffer
            coffer-without, docker                 | user docker
            coffer-without, podman                 | user podman
            coffer-without                         | anonymous
            variable, docker                       | user variable
            variable, coffer                       | user coffer
            auth-file, podman                      | user auth-file
            auth-file, docker                      | user docker
            registries-conf, podman                | user registries
            broken-docker, podman                  | failed DAMAGED
            broken-podman, docker                  | user docker
            failing-helper, podman                 | failed UNREACHABLE
            """)
    void each_machine_has_its_answer(String machine, String answer) throws Exception {
        for (String part : machine.split(", ", -1)) {
            put(part);
        }
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo(answer);
    }

    private void put(String part) throws Exception {
        switch (part) {
            case "nothing" -> {}
            case "docker" -> home.docker(auths("ghcr.io", "docker"));
            case "podman" -> home.podman(auths("ghcr.io", "podman"));
            case "podman-config" -> home.write(".config/containers/auth.json", auths("ghcr.io", "podman-config"));
            case "dockercfg" -> home.write(".dockercfg", "{" + entry("ghcr.io", "dockercfg") + "}");
            case "helper" -> {
                home.docker("{\"credsStore\":\"kept\"}");
                home.helperKnowing("kept", "ghcr.io", "helper", "x");
            }
            case "empty-helper" -> {
                home.docker("{\"credsStore\":\"kept\"}");
                home.helperKnowing("kept", "other.test", "helper", "x");
            }
            case "failing-helper" -> {
                home.docker("{\"credsStore\":\"kept\"}");
                home.helper("kept", "echo 'the keyring is on fire'; exit 1");
            }
            case "coffer" -> home.credentials().store("ghcr.io", Home.credential("coffer"));
            case "coffer-without" -> home.credentials().store("other.test", Home.credential("coffer"));
            case "variable" -> home.with("DOCKER_AUTH_CONFIG", auths("ghcr.io", "variable"));
            case "auth-file" -> {
                home.write("ci.json", auths("ghcr.io", "auth-file"));
                home.with("REGISTRY_AUTH_FILE", home.path("ci.json").toString());
            }
            case "registries-conf" -> {
                home.write(
                        ".config/containers/registries.conf",
                        "credential-helpers = [\"pods\", \"containers-auth.json\"]\n");
                home.helperKnowing("pods", "ghcr.io", "registries", "x");
            }
            case "broken-docker" -> home.docker("{\"auths\": [");
            case "broken-podman" -> home.podman("not JSON");
            default -> throw new IllegalArgumentException(part);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # keys of the file                         | image                       | answer
            ghcr.io                                    | ghcr.io/acme/app            | user ghcr.io
            ghcr.io/acme                               | ghcr.io/acme/app            | user ghcr.io/acme
            ghcr.io/acme                               | ghcr.io/other/app           | anonymous
            ghcr.io/acme                               | ghcr.io/acmecorp/app        | anonymous
            ghcr.io, ghcr.io/acme                      | ghcr.io/acme/app            | user ghcr.io/acme
            ghcr.io, ghcr.io/acme, ghcr.io/acme/app    | ghcr.io/acme/app            | user ghcr.io/acme/app
            ghcr.io, ghcr.io/acme                      | ghcr.io/other/app           | user ghcr.io
            https://ghcr.io                            | ghcr.io/acme/app            | user https//ghcr.io
            https://ghcr.io/v2/                        | ghcr.io/acme/app            | user https//ghcr.io/v2/
            https://ghcr.io, ghcr.io                   | ghcr.io/acme/app            | user ghcr.io
            ghcr.io, https://ghcr.io                   | ghcr.io/acme/app            | user ghcr.io
            GHCR.io                                    | ghcr.io/acme/app            | user GHCR.io
            ghcr.io:443                                | ghcr.io/acme/app            | user ghcr.io443
            ghcr.io:5000                               | ghcr.io/acme/app            | anonymous
            evil-ghcr.io                               | ghcr.io/acme/app            | anonymous
            ghcr.io.evil.test                          | ghcr.io/acme/app            | anonymous
            http://localhost:5000                      | localhost:5000/app          | user http//localhost5000
            http://localhost:5000, localhost:5000      | localhost:5000/app          | user localhost5000
            https://index.docker.io/v1/                | nginx                       | user https//index.docker.io/v1/
            https://index.docker.io/v1/                | docker.io/library/nginx     | user https//index.docker.io/v1/
            docker.io                                  | nginx                       | user docker.io
            docker.io, https://index.docker.io/v1/     | nginx                       | user https//index.docker.io/v1/
            https://index.docker.io/v1/access-token    | nginx                       | anonymous
            """)
    void the_key_decides_who_is_sent_where(String keys, String image, String answer) throws IOException {
        String[] all = keys.split(", ", -1);
        String[] keysAndUsers = new String[all.length * 2];
        for (int i = 0; i < all.length; i++) {
            keysAndUsers[2 * i] = all[i];
            keysAndUsers[2 * i + 1] = all[i].replace(":", "");
        }
        home.docker(auths(keysAndUsers));
        assertThat(told(home.credentials().forImage(image))).isEqualTo(answer);
    }

    @Test
    void a_server_can_be_asked_for_without_an_image() throws IOException {
        home.docker(auths("ghcr.io", "ada", "https://index.docker.io/v1/", "hub", "quay.io/acme", "team"));
        RegistryCredentials credentials = home.credentials();
        assertThat(told(credentials.forServer("https://ghcr.io/v2/"))).isEqualTo("user ada");
        assertThat(told(credentials.forServer("https://index.docker.io/v1/"))).isEqualTo("user hub");
        assertThat(told(credentials.forServer("quay.io"))).isEqualTo("anonymous");
    }

    @Test
    void a_helper_is_asked_for_the_host_as_docker_spells_it() throws IOException {
        home.docker("{\"credsStore\":\"all\",\"credHelpers\":{\"quay.io\":\"one\",\"plain.test\":\"\"}," + "\"auths\":{"
                + entry("plain.test", "plain") + "}}");
        home.helperKnowing("all", "https://index.docker.io/v1/", "hub", "x");
        home.helperKnowing("one", "quay.io", "quay", "x");
        RegistryCredentials credentials = home.credentials();
        assertThat(told(credentials.forImage("nginx"))).isEqualTo("user hub");
        assertThat(told(credentials.forImage("quay.io/acme/app"))).isEqualTo("user quay");
        assertThat(told(credentials.forImage("plain.test/app"))).isEqualTo("user plain");
        assertThat(home.calls("all")).containsExactly("get https://index.docker.io/v1/");
        assertThat(home.calls("one")).containsExactly("get quay.io");
    }

    @Test
    void an_entry_is_found_that_dockers_helper_hides() throws IOException {
        home.docker("{\"credsStore\":\"all\",\"auths\":{" + entry("ghcr.io", "old") + "}}");
        home.helperKnowing("all", "other.test", "x", "x");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("user old");
    }

    @Test
    void an_identity_token_of_a_helper_is_one() throws IOException {
        home.docker("{\"credsStore\":\"all\"}").helperKnowing("all", "ghcr.io", "<token>", "refresh");
        Answer.Found found = (Answer.Found) home.credentials().forImage(IMAGE);
        assertThat(found.credential().isIdentityToken()).isTrue();
        assertThat(found.credential().secret().text()).isEqualTo("refresh");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo 'the keyring is locked'; exit 1                        | LOCKED
            exit 3                                                      | UNREACHABLE
            echo nonsense                                               | DAMAGED
            sleep 30                                                    | TIMEOUT
            head -c 5000000 /dev/zero; echo                             | DAMAGED
            """)
    void a_failing_helper_is_never_taken_for_anonymous(String script, Kind kind) throws IOException {
        home.docker("{\"credsStore\":\"bad\",\"auths\":{" + entry("ghcr.io", "old") + "}}");
        home.podman(auths("ghcr.io", "podman"));
        home.helper("bad", script);
        // Long enough for the quick ones on a busy machine.
        RegistryCredentials credentials = home.builder()
                .limit(Duration.ofSeconds(kind == Kind.TIMEOUT ? 1 : 20))
                .build();
        Answer.Failed failed = (Answer.Failed) credentials.forImage(IMAGE);
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.why().text()).contains("docker-credential-bad");
        assertThat(failed.whatToDo()).isNotEmpty();
        assertThat(failed.explanation().getLast()).isEqualTo(failed.why());
    }

    @Test
    void a_noisy_helper_is_drained() throws IOException {
        home.docker("{\"credsStore\":\"noisy\"}");
        home.helper("noisy", """
                head -c 300000 /dev/zero >&2
                printf '{"Username":"ada","Secret":"'; head -c 200000 /dev/zero | tr '\\0' x; echo '"}'""");
        Answer.Found found = (Answer.Found) home.credentials().forImage(IMAGE);
        assertThat(found.credential().secret().length()).isEqualTo(200_000);
    }

    @Test
    void a_missing_helper_says_so() throws IOException {
        home.docker("{\"credsStore\":\"nowhere\"}");
        Answer.Failed failed = (Answer.Failed) home.credentials().forImage(IMAGE);
        assertThat(failed.why().text()).isEqualTo("docker-credential-nowhere is not on the PATH");
    }

    @Test
    void who_wants_to_go_on_passes_over_failures() throws IOException {
        home.docker("{\"credsStore\":\"nowhere\",\"auths\":{" + entry("ghcr.io", "old") + "}}");
        RegistryCredentials credentials = home.builder().passOverFailures().build();
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user old");
        Answer nothing = credentials.forImage("quay.io/app");
        assertThat(told(nothing)).isEqualTo("anonymous");
        assertThat(nothing.explanation()).anyMatch(step -> step.text().contains("is not on the PATH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "a b", "$(id)", "x;id"})
    void a_helper_with_a_strange_name_is_not_run(String name) throws IOException {
        home.docker("{\"credsStore\":\"" + name + "\"}");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("failed REFUSED");
    }

    @Test
    void a_bad_entry_fails_its_own_server_only() throws IOException {
        home.docker("{\"auths\":{\"ghcr.io\":{\"auth\":\"bm9jb2xvbg==\"}," + entry("quay.io", "quay") + "}}");
        RegistryCredentials credentials = home.credentials();
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("failed DAMAGED");
        assertThat(told(credentials.forImage("quay.io/app"))).isEqualTo("user quay");
    }

    @Test
    void a_login_that_has_ended_is_not_handed_out() throws IOException {
        String token = Base64.getEncoder()
                .encodeToString("{\"payload\":\"x\",\"expiration\":1600000000}".getBytes(StandardCharsets.UTF_8));
        String auth = Base64.getEncoder().encodeToString(("AWS:" + token).getBytes(StandardCharsets.UTF_8));
        home.docker("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + auth + "\"}}}");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("failed EXPIRED");
    }

    @Test
    void a_private_registry_of_a_cloud_tells_what_fetches_its_tokens() throws IOException {
        Answer.Failed failed =
                (Answer.Failed) home.credentials().forImage("123456789012.dkr.ecr.eu-central-1.amazonaws.com/app");
        assertThat(failed.whatToDo()).isEqualTo("add dev.coffer:coffer-cloud to the class path");
        Answer publicImage = home.credentials().forImage("gcr.io/distroless/base");
        assertThat(told(publicImage)).isEqualTo("anonymous");
        assertThat(publicImage.explanation()).anyMatch(step -> step.text().contains("dev.coffer:coffer-cloud"));
        home.docker(auths("123456789012.dkr.ecr.eu-central-1.amazonaws.com", "AWS"));
        assertThat(told(home.credentials().forImage("123456789012.dkr.ecr.eu-central-1.amazonaws.com/app")))
                .isEqualTo("user AWS");
    }

    @Test
    void a_route_of_the_user_decides_alone() throws IOException {
        home.docker(auths("ghcr.io", "docker"));
        home.helperKnowing("routed", "other.test", "x", "x");
        settings("routes:\n  - server: ghcr.io\n    use: helper:routed\n");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("anonymous");
        settings("routes:\n  - server: ghcr.io\n    deny: true\n");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("failed REFUSED");
        settings("routs:\n");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("failed REFUSED");
    }

    private void settings(String text) throws IOException {
        home.write(".config/coffer/config.yaml", text);
        Files.setPosixFilePermissions(
                home.path(".config/coffer/config.yaml"), PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void what_is_stored_is_found_listed_and_erased() throws Exception {
        home.docker(auths("ghcr.io", "docker"));
        RegistryCredentials credentials = home.credentials();
        assertThat(told(credentials.forServer("ghcr.io"))).isEqualTo("user docker");

        credentials.store("ghcr.io", new Credential("ada", Secret.ofText("s3cret")));
        Answer.Found found = (Answer.Found) credentials.forServer("ghcr.io");
        assertThat(found.credential()).isEqualTo(new Credential("ada", Secret.ofText("s3cret")));
        assertThat(credentials.list()).extracting(Entry::server).containsExactly("ghcr.io");

        assertThat(credentials.erase("ghcr.io")).isTrue();
        assertThat(credentials.erase("ghcr.io")).isFalse();
        assertThat(credentials.list()).isEmpty();
        assertThat(told(credentials.forServer("ghcr.io"))).isEqualTo("user docker");
    }

    @Test
    void a_secret_may_be_wiped_by_whoever_got_it() throws Exception {
        home.helperKnowing("all", "quay.io", "ada", "s3cret")
                .docker("{\"credsStore\":\"all\",\"auths\":{" + entry("ghcr.io", "ada") + "}}");
        RegistryCredentials credentials = home.credentials();
        for (String image : List.of("ghcr.io/app", "quay.io/app")) {
            ((Answer.Found) credentials.forImage(image)).credential().secret().close();
            Answer.Found again = (Answer.Found) credentials.forImage(image);
            assertThat(again.credential().secret().text()).startsWith("s");
        }
    }

    @Test
    void another_program_is_asked_by_its_own_rules() throws IOException {
        home.docker(auths("ghcr.io", "docker")).podman(auths("ghcr.io/acme", "podman"));
        RegistryCredentials credentials = home.credentials();
        assertThat(told(credentials.as(Tool.DOCKER).forImage(IMAGE))).isEqualTo("user docker");
        assertThat(told(credentials.as(Tool.PODMAN).forImage(IMAGE))).isEqualTo("user podman");
        assertThat(told(credentials.as(Tool.PODMAN).forImage("quay.io/app"))).isEqualTo("anonymous");
        home.docker(auths("ghcr.io/a", "a", "ghcr.io/b", "b"));
        Answer.Failed random = (Answer.Failed) credentials.as(Tool.DOCKER).forImage(IMAGE);
        assertThat(random.why().text()).contains("at random");
        home.docker("{\"credsStore\":\"all\"}").helperKnowing("all", "ghcr.io", "kept", "x");
        assertThat(told(credentials.as(Tool.DOCKER).forImage(IMAGE))).isEqualTo("user kept");
    }

    @Test
    void without_a_home_the_variables_still_count() throws IOException {
        home.write("elsewhere/config.json", auths("ghcr.io", "ada"));
        RegistryCredentials credentials = RegistryCredentials.builder()
                .environment(Map.of(
                        "HOME",
                        "relative",
                        "DOCKER_CONFIG",
                        folder.resolve("elsewhere").toString()))
                .build();
        assertThat(told(credentials.forImage(IMAGE))).isEqualTo("user ada");
        Answer nothing = credentials.forImage("quay.io/app");
        assertThat(told(nothing)).isEqualTo("anonymous");
        assertThat(nothing.explanation().getFirst().text()).contains("HOME");
    }

    @Test
    void mistakes_of_the_program_are_thrown() {
        RegistryCredentials credentials = home.credentials();
        assertThatThrownBy(() -> credentials.forImage("ghcr.io/UPPER"))
                .isInstanceOf(InvalidImageReferenceException.class);
        assertThatThrownBy(() -> credentials.forServer("ftp://x")).isInstanceOf(InvalidServerAddressException.class);
        assertThatThrownBy(() -> RegistryCredentials.builder().limit(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_explanation_tells_the_way() throws IOException {
        home.docker("{\"credsStore\":\"all\"}").helperKnowing("all", "other.test", "x", "x");
        home.podman(auths("ghcr.io/acme", "ada"));
        Answer answer = home.credentials().forImage(IMAGE);
        assertThat(answer.explanation())
                .extracting(Object::toString)
                .containsExactly(
                        "Coffer is not set up here",
                        folder + "/.docker/config.json names a helper for all servers",
                        "docker-credential-all has nothing for ghcr.io",
                        folder + "/.docker/config.json holds no login for this server",
                        folder + "/run/containers/auth.json, entry ghcr.io/acme is a login for this server");
        assertThat(((Answer.Found) answer).origin().source()).isEqualTo(folder + "/run/containers/auth.json");
    }
}
