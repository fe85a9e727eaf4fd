package dev.coffer.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.ServerAddress;
import dev.coffer.docker.tools.Tool;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final String CANARY = "c4n4ry-in-the-coal-mine-8842";
    private static final Optional<ServerAddress> ALL = Optional.empty();

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = withHelpers(folder);
    }

    private static Sandbox withHelpers(Path folder) throws IOException {
        Sandbox made = new Sandbox(folder);
        Sandbox.script(made.bin().resolve("docker-credential-coffer"), "echo 'docker-credential-coffer (sandbox)'");
        made.helper("old", "kept.example", "keeper", "from-old");
        return made;
    }

    private static Links links(Sandbox sandbox) throws IOException {
        return Links.of(new Environment(sandbox.variables), new Machine(sandbox.root, false));
    }

    private List<String> link(Tool... tools) throws Exception {
        return Sandbox.run(links(sandbox).plan(List.of(tools), ALL));
    }

    private List<String> unlink(Tool... tools) throws Exception {
        return Sandbox.run(links(sandbox).undoPlan(List.of(tools), ALL, false));
    }

    private List<String> linkServer(String server) throws Exception {
        return Sandbox.run(links(sandbox).plan(List.of(Tool.DOCKER), Optional.of(ServerAddress.parse(server))));
    }

    private List<String> unlinkServer(String server) throws Exception {
        return Sandbox.run(
                links(sandbox).undoPlan(List.of(Tool.DOCKER), Optional.of(ServerAddress.parse(server)), false));
    }

    private Path helmFile() {
        return sandbox.home.resolve(".config/helm/registry/config.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"credsStore\":\"old\"}",
                "{\r\n  \"CredsStore\" : \"old\",\r\n  \"z\": 1.0\r\n}\r\n",
                "{\n\t\"auths\": {\n\t\t\"a.example\": {}\n\t},\n\t\"credHelpers\": {\"b\": \"ecr-login\"}\n}",
                "{\"credHelpers\": {\"reg.example\": \"old\"}, \"k\" :[ ] }",
                "{\"credHelpers\": {\"reg.example\": \"\"}}",
            })
    void linked_and_unlinked_a_file_is_byte_for_byte_what_it_was(String config) throws Exception {
        sandbox.write(sandbox.config(), config);
        sandbox.write(helmFile(), config);

        link(Tool.DOCKER, Tool.PODMAN, Tool.HELM);
        assertThat(sandbox.read(sandbox.config())).isNotEqualTo(config).contains("\"coffer\"");
        assertThat(sandbox.read(helmFile())).isEqualTo(sandbox.read(sandbox.config()));
        assertThat(sandbox.dropIn()).exists();
        unlink(Tool.DOCKER, Tool.PODMAN, Tool.HELM);

        assertThat(sandbox.read(sandbox.config())).isEqualTo(config);
        assertThat(sandbox.read(helmFile())).isEqualTo(config);
        assertThat(sandbox.dropIn()).doesNotExist();
        assertThat(sandbox.home.resolve(".config/coffer/config.yaml")).doesNotExist();

        linkServer("reg.example");
        assertThat(links(sandbox).of(Tool.DOCKER).servers()).containsExactly("reg.example");
        unlinkServer("reg.example");
        assertThat(sandbox.read(sandbox.config())).isEqualTo(config);
        assertThat(sandbox.home.resolve(".config/coffer/config.yaml")).doesNotExist();
    }

    @Test
    void files_that_were_not_there_are_gone_again() throws Exception {
        link(Tool.CRANE, Tool.SKOPEO, Tool.HELM);
        assertThat(sandbox.config()).exists();
        assertThat(helmFile()).exists();

        unlink(Tool.CRANE, Tool.SKOPEO, Tool.HELM);

        assertThat(sandbox.config()).doesNotExist();
        assertThat(helmFile()).doesNotExist();
        assertThat(sandbox.dropIn()).doesNotExist();
    }

    @Test
    void a_second_time_nothing_changes() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}");
        link(Tool.DOCKER, Tool.PODMAN, Tool.HELM);
        List<String> once = sandbox.tree();

        assertThat(links(sandbox)
                        .plan(List.of(Tool.DOCKER, Tool.PODMAN, Tool.HELM), ALL)
                        .isDone())
                .isTrue();
        link(Tool.DOCKER, Tool.PODMAN, Tool.HELM);
        assertThat(sandbox.tree()).isEqualTo(once);

        unlink(Tool.DOCKER, Tool.PODMAN, Tool.HELM);
        List<String> undone = sandbox.tree();
        unlink(Tool.DOCKER, Tool.PODMAN, Tool.HELM);
        assertThat(sandbox.tree()).isEqualTo(undone);
    }

    @Test
    void what_is_only_shown_changes_nothing() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", CANARY) + "}}");
        List<String> before = sandbox.tree();

        List<String> shown = Sandbox.shown(links(sandbox).plan(List.of(Tool.DOCKER, Tool.PODMAN), ALL));
        links(sandbox).table();

        assertThat(shown).anyMatch(line -> line.contains("credsStore")).noneMatch(line -> line.contains(CANARY));
        assertThat(sandbox.tree()).isEqualTo(before);
    }

    @Test
    void logins_of_docker_and_helm_move_and_no_file_shows_them() throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"unknown\": 2.50, \"auths\": {\"reg.example\": " + Sandbox.auth("u", CANARY + "-1") + "}}");
        sandbox.write(
                helmFile(), "{\"auths\": {\"charts.example\": " + Sandbox.auth("h", CANARY + "-2") + "}, \"k\": 1}");

        List<String> said = link(Tool.DOCKER, Tool.HELM);

        assertThat(sandbox.filesShowing(CANARY)).isEmpty();
        assertThat(said).noneMatch(line -> line.contains(CANARY));
        assertThat(sandbox.login("reg.example")).contains("u:" + CANARY + "-1");
        assertThat(sandbox.login("charts.example")).contains("h:" + CANARY + "-2");
        assertThat(sandbox.read(sandbox.config()))
                .isEqualTo("{\"unknown\": 2.50, \"auths\": {\"reg.example\": {}}, \"credsStore\": \"coffer\"}");
        assertThat(sandbox.read(helmFile())).contains("\"k\": 1").contains("\"charts.example\": {}");
        assertThat(unlink(Tool.DOCKER, Tool.HELM)).anyMatch(line -> line.contains("no longer finds"));
        assertThat(sandbox.filesShowing(CANARY)).isEmpty();
    }

    @Test
    void in_plain_text_the_logins_come_back_to_the_file() throws Exception {
        String config = "{ \"auths\": { \"reg.example\":\n" + Sandbox.auth("u", "p") + "} , \"k\" :[ ] }";
        sandbox.write(sandbox.config(), config);
        link(Tool.DOCKER);

        Sandbox.run(links(sandbox).undoPlan(List.of(Tool.DOCKER), ALL, true));

        assertThat(sandbox.read(sandbox.config())).isEqualTo(config);
        assertThatThrownBy(() -> links(sandbox).undoPlan(List.of(Tool.PODMAN), ALL, true))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("drop-in can hold no logins");
    }

    @Test
    void one_server_is_linked_alone_and_its_login_alone_moves() throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"auths\": {\"one.example\": " + Sandbox.auth("u", CANARY) + ", \"two.example\": "
                        + Sandbox.auth("v", "stays") + "}}");

        linkServer("one.example");

        assertThat(sandbox.filesShowing(CANARY)).isEmpty();
        assertThat(sandbox.read(sandbox.config()))
                .isEqualTo("{\"auths\": {\"one.example\": {}, \"two.example\": " + Sandbox.auth("v", "stays")
                        + "},\"credHelpers\": {\"one.example\": \"coffer\"}}");
        assertThat(sandbox.login("one.example")).contains("u:" + CANARY);
        assertThat(sandbox.login("two.example")).isEmpty();
        ToolLink docker = links(sandbox).of(Tool.DOCKER);
        assertThat(docker.state()).isEqualTo(ToolLink.State.PARTLY);
        assertThat(docker.servers()).containsExactly("one.example");
    }

    @Test
    void docker_hub_is_linked_under_the_name_that_docker_asks_for() throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"credsStore\": \"old\", \"auths\": {\"https://index.docker.io/v1/\": " + Sandbox.auth("hubber", "p")
                        + "}}");

        linkServer("docker.io");

        assertThat(sandbox.read(sandbox.config()))
                .contains("\"credHelpers\": {\"https://index.docker.io/v1/\": \"coffer\"}")
                .contains("\"credsStore\": \"old\"");
        assertThat(sandbox.login("docker.io")).contains("hubber:p");
    }

    @Test
    void the_helper_so_far_is_asked_last_about_just_what_it_was_asked_about() throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"credHelpers\": {\"kept.example\": \"old\"}, \"auths\": {\"kept.example\": "
                        + Sandbox.auth("stale", CANARY) + "}}");

        linkServer("kept.example");

        assertThat(sandbox.login("kept.example")).contains("keeper:from-old");
        assertThat(sandbox.filesShowing(CANARY)).isEmpty();
        assertThat(sandbox.home.resolve(".config/coffer/config.yaml"))
                .content()
                .contains("kept.example")
                .doesNotContain("**");
    }

    @Test
    void a_helper_that_another_tools_link_keeps_is_not_dropped_with_the_first() throws Exception {
        sandbox.write(sandbox.config(), "{\"credsStore\": \"old\"}");
        sandbox.write(helmFile(), "{\"credsStore\": \"old\"}");
        link(Tool.DOCKER, Tool.HELM);

        unlink(Tool.HELM);
        assertThat(sandbox.login("kept.example")).contains("keeper:from-old");
        unlink(Tool.DOCKER);

        assertThat(sandbox.login("kept.example")).isEmpty();
    }

    @Test
    void of_several_links_each_is_taken_back_alone_and_the_last_leaves_the_file_as_it_was() throws Exception {
        String config = "{ \"z\": 1 }";
        sandbox.write(sandbox.config(), config);
        linkServer("one.example");
        linkServer("two.example:5000");

        unlinkServer("one.example");
        assertThat(sandbox.read(sandbox.config()))
                .contains("\"two.example:5000\": \"coffer\"")
                .doesNotContain("one.example");
        link(Tool.DOCKER);
        assertThat(sandbox.read(sandbox.config())).contains("credsStore");
        unlink(Tool.DOCKER);

        assertThat(sandbox.read(sandbox.config())).doesNotContain("coffer").contains("\"z\": 1");
        assertThat(links(sandbox).of(Tool.DOCKER).state()).isEqualTo(ToolLink.State.UNLINKED);
    }

    @Test
    void changes_that_others_have_made_since_survive() throws Exception {
        sandbox.write(sandbox.config(), "{\"credsStore\": \"old\"}");
        link(Tool.DOCKER);
        sandbox.write(sandbox.config(), "{\"credsStore\": \"coffer\", \"currentContext\": \"remote\"}");

        unlink(Tool.DOCKER);

        assertThat(sandbox.read(sandbox.config()))
                .isEqualTo("{\"credsStore\": \"old\", \"currentContext\": \"remote\"}");
    }

    @Test
    void a_malformed_file_is_named_refused_and_left_alone() throws Exception {
        sandbox.write(helmFile(), "{\"auths\": {},}");
        List<String> before = sandbox.tree();

        assertThatThrownBy(() -> link(Tool.HELM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1, column 13");

        assertThat(sandbox.tree()).isEqualTo(before);
        ToolLink helm = links(sandbox).of(Tool.HELM);
        assertThat(helm.state()).isEqualTo(ToolLink.State.UNREADABLE);
        assertThat(helm.note()).contains("config.json");
    }

    @Test
    void without_the_helper_on_the_path_nothing_is_linked() throws Exception {
        Files.delete(sandbox.bin().resolve("docker-credential-coffer"));
        List<String> before = sandbox.tree();

        assertThatThrownBy(() -> link(Tool.DOCKER))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("not on the PATH");

        assertThat(sandbox.tree()).isEqualTo(before);
    }

    @Test
    void podman_cannot_be_linked_to_one_server_and_a_path_is_no_server() {
        assertThatThrownBy(() ->
                        links(sandbox).plan(List.of(Tool.PODMAN), Optional.of(ServerAddress.parse("one.example"))))
                .isInstanceOf(SetupException.class)
                .satisfies(refused ->
                        assertThat(((SetupException) refused).whatToDo()).contains("link docker --server one.example"));
        assertThatThrownBy(() -> linkServer("one.example/team"))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("by the host");
    }

    @Test
    void an_auth_file_that_is_dockers_is_explained_and_never_made() throws Exception {
        sandbox.variables.put("REGISTRY_AUTH_FILE", sandbox.config().toString());

        List<String> said = link(Tool.DOCKER);

        assertThat(said)
                .anyMatch(line -> line.contains("REGISTRY_AUTH_FILE")
                        && line.contains("plain text")
                        && line.contains("unset REGISTRY_AUTH_FILE"));
    }

    @Test
    void where_docker_has_another_folder_tools_that_do_not_know_it_are_linked_in_the_home() throws Exception {
        sandbox.variables.put("DOCKER_CONFIG", folder.resolve("elsewhere").toString());

        link(Tool.DOCKER, Tool.JIB_CORE);

        assertThat(folder.resolve("elsewhere/config.json")).content().contains("coffer");
        assertThat(sandbox.config()).content().contains("coffer");
    }

    @Test
    void the_table_knows_every_tool_and_which_are_linked() throws Exception {
        sandbox.write(sandbox.config(), "{}");
        link(Tool.DOCKER);

        List<ToolLink> table = links(sandbox).table();

        assertThat(table).extracting(ToolLink::tool).containsExactly(Tool.values());
        assertThat(stateOf(table, Tool.DOCKER)).isEqualTo(ToolLink.State.LINKED);
        assertThat(stateOf(table, Tool.ORAS)).isEqualTo(ToolLink.State.LINKED);
        assertThat(stateOf(table, Tool.PODMAN)).isEqualTo(ToolLink.State.UNLINKED);
        assertThat(stateOf(table, Tool.HELM)).isEqualTo(ToolLink.State.PARTLY);
        assertThat(stateOf(table, Tool.NOMAD)).isEqualTo(ToolLink.State.BY_HAND);
        assertThat(stateOf(table, Tool.KUBELET)).isEqualTo(ToolLink.State.BY_HAND);
        assertThat(stateOf(table, Tool.DOCKER_JAVA)).isEqualTo(ToolLink.State.IMPOSSIBLE);
    }

    private static ToolLink.State stateOf(List<ToolLink> table, Tool tool) {
        return table.stream()
                .filter(link -> link.tool() == tool)
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void set_up_links_the_manual_and_the_completions_and_leaves_foreign_files() throws Exception {
        Path share = sandbox.home.resolve(".local/share");
        Files.delete(sandbox.bin().resolve("docker-credential-coffer"));
        for (String file : List.of("man/man1/coffer.1", "zsh/site-functions/_coffer", "man/man1/coffer-gone.1")) {
            sandbox.write(sandbox.delivery.root().resolve("share").resolve(file), "text");
        }
        sandbox.write(share.resolve("zsh/site-functions/_coffer"), "mine");
        sandbox.variables.put("SHELL", "/bin/zsh");

        List<String> said = sandbox.setUp();

        assertThat(said)
                .anyMatch(line -> line.contains("_coffer is there already"))
                .anyMatch(line -> line.contains("fpath=("));
        assertThat(share.resolve("man/man1/coffer.1")).hasContent("text").isSymbolicLink();
        assertThat(share.resolve("zsh/site-functions/_coffer")).hasContent("mine");

        Files.delete(sandbox.delivery.root().resolve("share/man/man1/coffer-gone.1"));
        sandbox.setUp();
        assertThat(Files.isSymbolicLink(share.resolve("man/man1/coffer-gone.1")))
                .isFalse();
        assertThat(sandbox.setup().plan(sandbox.delivery).isDone()).isTrue();

        sandbox.undo(Keep.NOTHING);
        assertThat(share.resolve("man/man1")).isEmptyDirectory();
        assertThat(share.resolve("zsh/site-functions/_coffer")).hasContent("mine");
    }

    @Test
    void undoing_set_up_takes_back_the_links_made_since() throws Exception {
        Files.delete(sandbox.bin().resolve("docker-credential-coffer"));
        sandbox.write(sandbox.config(), "{\"z\": 1}");
        sandbox.setUp();
        link(Tool.HELM);
        linkServer("one.example");

        sandbox.undo(Keep.NOTHING);

        assertThat(helmFile()).doesNotExist();
        assertThat(sandbox.read(sandbox.config())).doesNotContain("coffer").contains("\"z\": 1");
    }

    @Test
    void stopped_after_any_step_no_login_is_lost_and_the_same_command_goes_on() throws Exception {
        String config = "{\"credsStore\": \"old\", \"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}";
        List<Tool> tools = List.of(Tool.DOCKER, Tool.PODMAN, Tool.HELM);
        for (int stop = 1; stop <= 5; stop++) {
            Sandbox one = withHelpers(Files.createDirectory(folder.resolve("stop-" + stop)));
            one.write(one.config(), config);
            stopAfter(stop, links(one).plan(tools, ALL));
            boolean asked = one.read(one.config()).contains("coffer");
            assertThat(
                            asked
                                    ? one.login("reg.example").isPresent()
                                    : one.read(one.config()).equals(config))
                    .as("after step %d", stop)
                    .isTrue();

            Sandbox.run(links(one).plan(tools, ALL));

            assertThat(one.login("reg.example")).contains("u:p");
            assertThat(one.login("kept.example")).contains("keeper:from-old");
            assertThat(one.read(one.config()))
                    .isEqualTo("{\"credsStore\": \"coffer\", \"auths\": {\"reg.example\": {}}}");

            stopAfter(stop, links(one).undoPlan(tools, ALL, true));
            Sandbox.run(links(one).undoPlan(tools, ALL, true));
            assertThat(one.read(one.config())).startsWith(config.substring(0, config.length() - 1));
            assertThat(one.dropIn()).doesNotExist();
        }
    }

    @Test
    void a_file_that_may_not_be_written_keeps_its_logins_until_it_may() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}");
        String before = sandbox.read(sandbox.config());
        Files.setPosixFilePermissions(sandbox.config(), PosixFilePermissions.fromString("r--r--r--"));

        assertThatThrownBy(() -> linkServer("reg.example"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("read-only");
        assertThat(sandbox.read(sandbox.config())).isEqualTo(before);

        Files.setPosixFilePermissions(sandbox.config(), PosixFilePermissions.fromString("rw-------"));
        linkServer("reg.example");
        assertThat(sandbox.login("reg.example")).contains("u:p");
    }

    @Test
    void backups_show_everything_but_the_secrets() throws Exception {
        sandbox.write(helmFile(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", CANARY) + "}, \"k\": 1}");

        link(Tool.HELM);

        try (Stream<Path> files = Files.list(helmFile().getParent())) {
            assertThat(files.filter(file -> file.toString().contains("coffer-backup")))
                    .singleElement()
                    .satisfies(backup -> assertThat(backup)
                            .hasContent("{\"auths\": {\"reg.example\": {\"auth\": \"\"}}, \"k\": 1}"));
        }
    }

    private static void stopAfter(int steps, Plan plan) {
        try {
            plan.run(new Report() {
                private int left = steps;

                @Override
                public void line(String line) {
                    if (line.startsWith("done: ") && --left == 0) {
                        throw new StoppedException();
                    }
                }

                @Override
                public void note(String line) {}
            });
        } catch (StoppedException stopped) {
            return;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static final class StoppedException extends RuntimeException {}
}
