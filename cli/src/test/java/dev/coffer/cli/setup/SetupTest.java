package dev.coffer.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    private static final String CANARY = "c4n4ry-in-the-coal-mine-7731";

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder);
    }

    @Test
    void a_fresh_home_gets_programs_docker_config_and_podman_drop_in() throws Exception {
        sandbox.setUp();

        assertThat(sandbox.versions().resolve("9.9.9/lib/coffer/data")).hasContent("1");
        assertThat(sandbox.versions().resolve("9.9.9/coffer.tar.gz")).doesNotExist();
        assertThat(sandbox.bin().resolve("coffer").toRealPath())
                .isEqualTo(sandbox.versions().toRealPath().resolve("9.9.9/bin/coffer"));
        assertThat(sandbox.bin().resolve("docker-credential-coffer")).isExecutable();
        assertThat(sandbox.read(sandbox.config())).isEqualTo("{\n\t\"credsStore\": \"coffer\"\n}");
        assertThat(sandbox.read(sandbox.dropIn()))
                .endsWith("credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
    }

    @Test
    void nothing_of_the_installed_copy_leads_back_to_where_it_came_from() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "linked");
        Files.createSymbolicLink(sandbox.delivery.root().resolve("lib/coffer/linked"), outside);

        sandbox.setUp();

        Path copy = sandbox.versions().resolve("9.9.9/lib/coffer/linked");
        assertThat(Files.isSymbolicLink(copy)).isFalse();
        assertThat(copy).hasContent("linked");
    }

    @Test
    void a_dry_run_changes_nothing_at_all() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", CANARY) + "}}");
        List<String> before = sandbox.tree();

        List<String> shown = Sandbox.shown(sandbox.setup().plan(sandbox.delivery));
        Sandbox.shown(sandbox.setup().undoPlan(Keep.NOTHING));

        assertThat(shown).anyMatch(line -> line.contains("install coffer 9.9.9"));
        assertThat(shown).noneMatch(line -> line.contains(CANARY));
        assertThat(sandbox.tree()).isEqualTo(before);
    }

    @Test
    void a_second_run_changes_nothing_and_knows_it() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}");
        sandbox.setUp();
        List<String> once = sandbox.tree();

        Plan again = sandbox.setup().plan(sandbox.delivery);
        assertThat(again.isDone()).isTrue();
        Sandbox.run(again);

        assertThat(sandbox.tree()).isEqualTo(once);
    }

    @Test
    void after_set_up_no_file_shows_a_secret_and_every_login_still_works() throws Exception {
        sandbox.write(sandbox.config(), """
                {
                  "HttpHeaders": {"X-Meta": "kept"},
                  "auths": {
                    "https://index.docker.io/v1/": %s,
                    "reg.example:5000": {"username": "plain", "password": "%s-2"}
                  },
                  "unknown": [1, 2.50]
                }
                """.formatted(Sandbox.auth("hubber", CANARY + "-1"), CANARY));
        sandbox.write(
                sandbox.home.resolve(".dockercfg"),
                "{\"old.example\": {\"auth\": "
                        + Sandbox.auth("elder", CANARY + "-3").substring(9)
                        + "}");
        sandbox.write(
                sandbox.home.resolve(".config/containers/auth.json"),
                "{\"auths\": {\"quay.example\": " + Sandbox.auth("pod", CANARY + "-4") + "}}");
        sandbox.write(
                Path.of(sandbox.variables.get("XDG_RUNTIME_DIR"), "containers/auth.json"),
                "{\"auths\": {\"run.example\": " + Sandbox.auth("pod", CANARY + "-5") + "}}");
        assertThat(sandbox.filesShowing(CANARY)).hasSize(4);

        List<String> said = sandbox.setUp();

        assertThat(sandbox.filesShowing(CANARY)).isEmpty();
        assertThat(said).noneMatch(line -> line.contains(CANARY));
        assertThat(sandbox.login("docker.io")).contains("hubber:" + CANARY + "-1");
        assertThat(sandbox.login("reg.example:5000")).contains("plain:" + CANARY + "-2");
        assertThat(sandbox.login("old.example")).contains("elder:" + CANARY + "-3");
        assertThat(sandbox.login("quay.example")).contains("pod:" + CANARY + "-4");
        assertThat(sandbox.login("run.example")).contains("pod:" + CANARY + "-5");
        assertThat(sandbox.read(sandbox.config())).isEqualTo("""
                        {
                          "HttpHeaders": {"X-Meta": "kept"},
                          "auths": {
                            "https://index.docker.io/v1/": {},
                            "reg.example:5000": {}
                          },
                          "unknown": [1, 2.50],
                          "credsStore": "coffer"
                        }
                        """);
    }

    @Test
    void the_backup_shows_everything_but_the_secrets_and_is_written_once() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", CANARY) + "}, \"k\": 1}");
        sandbox.setUp();
        sandbox.setUp();

        try (Stream<Path> files = Files.list(sandbox.config().getParent())) {
            assertThat(files.filter(file -> file.toString().contains("coffer-backup")))
                    .singleElement()
                    .satisfies(backup -> {
                        assertThat(backup).hasContent("{\"auths\": {\"reg.example\": {\"auth\": \"\"}}, \"k\": 1}");
                        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                                .isEqualTo("rw-------");
                    });
        }
    }

    @Test
    void what_cannot_be_moved_is_named_and_the_rest_is_moved() throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"auths\": {\"bad.example\": {\"auth\": \"%%%\"},\n"
                        + "\"bearer.example\": {\"registrytoken\": \"short-lived\"},\n"
                        + "\"http://user@odd.example\": " + Sandbox.auth("u", "p") + ",\n"
                        + "\"good.example\": " + Sandbox.auth("u", "p") + "}}");

        List<String> said = sandbox.setUp();

        assertThat(sandbox.login("good.example")).contains("u:p");
        assertThat(said)
                .anyMatch(line -> line.contains("bad.example stays"))
                .anyMatch(line -> line.contains("bearer.example stays"))
                .anyMatch(line -> line.contains("odd.example stays"));
        assertThat(sandbox.read(sandbox.config()))
                .contains("\"%%%\"", "\"short-lived\"", "\"good.example\": {}", "\"credsStore\": \"coffer\"");
        assertThat(sandbox.setup().plan(sandbox.delivery).isDone()).isTrue();
    }

    @Test
    void of_two_entries_for_a_server_the_one_that_docker_prefers_is_active() throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"auths\": {\"reg.example\": " + Sandbox.auth("exact", "1") + ", \"https://reg.example/v1/\": "
                        + Sandbox.auth("loose", "2") + "}}");
        sandbox.write(
                sandbox.home.resolve(".config/containers/auth.json"),
                "{\"auths\": {\"reg.example\": " + Sandbox.auth("pod", "3") + "}}");

        sandbox.setUp();

        assertThat(sandbox.login("reg.example")).contains("exact:1");
        assertThat(sandbox.coffer().accounts().list()).extracting("username").contains("exact", "loose", "pod");
    }

    @Test
    void podmans_logins_below_a_host_stay_where_podman_finds_them() throws Exception {
        Path file = sandbox.home.resolve(".config/containers/auth.json");
        sandbox.write(
                file,
                "{\"auths\": {\"quay.example/team\": " + Sandbox.auth("t", "1") + ", \"quay.example\": "
                        + Sandbox.auth("h", "2") + "}}");

        List<String> said = sandbox.setUp();

        assertThat(said).anyMatch(line -> line.contains("quay.example/team stays"));
        assertThat(sandbox.read(file))
                .contains("\"quay.example/team\": {\"auth\"")
                .contains("\"quay.example\": {}");
        assertThat(sandbox.login("quay.example")).contains("h:2");
    }

    @Test
    void cred_helpers_are_kept_named_and_their_servers_plain_entries_leave_the_file_without_answering()
            throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"auths\": {\"https://aws.example/v1/\": " + Sandbox.auth("AWS", CANARY) + ", \"plain.example\": "
                        + Sandbox.auth("u", "asked-for") + "},\n"
                        + "\"credHelpers\": {\"aws.example\": \"ecr-login\", \"plain.example\": \"\"}}");

        List<String> said = sandbox.setUp();

        assertThat(said)
                .anyMatch(line -> line.contains("docker asks ecr-login about aws.example"))
                .anyMatch(line -> line.contains("plain.example stays"));
        assertThat(sandbox.read(sandbox.config()))
                .contains("\"credHelpers\": {\"aws.example\": \"ecr-login\", \"plain.example\": \"\"}")
                .contains("\"plain.example\": {\"auth\"");
        assertThat(sandbox.filesShowing(CANARY)).isEmpty();
        assertThat(sandbox.login("aws.example")).isEmpty();
    }

    @Test
    void the_former_creds_store_is_still_asked_and_its_logins_are_not_hidden_by_stale_plain_text() throws Exception {
        sandbox.helper("old", "kept.example", "keeper", "from-old");
        sandbox.write(
                sandbox.config(),
                "{\"credsStore\": \"old\", \"auths\": {\"kept.example\": " + Sandbox.auth("stale", CANARY)
                        + ", \"file.example\": " + Sandbox.auth("u", "p") + "}}");

        sandbox.setUp();

        assertThat(sandbox.login("kept.example")).contains("keeper:from-old");
        assertThat(sandbox.login("file.example")).contains("u:p");
        assertThat(sandbox.filesShowing(CANARY)).isEmpty();
        assertThat(sandbox.read(sandbox.config())).contains("\"credsStore\": \"coffer\"");
    }

    @Test
    void a_helper_that_is_missing_or_ends_with_its_container_is_named_and_not_kept() throws Exception {
        sandbox.write(sandbox.config(), "{\"credsStore\": \"vanished\"}");
        assertThat(sandbox.setUp())
                .anyMatch(line -> line.contains("docker-credential-vanished") && line.contains("not kept"));
        assertThat(sandbox.home.resolve(".config/coffer/config.yaml")).doesNotExist();

        String temporary = "dev-containers-0b7e1a52-9d0f-4c7e-8c57-2f8f5c1f4a11";
        sandbox.helper(temporary, "host.example", "u", "p");
        sandbox.write(sandbox.config(), "{\"credsStore\": \"" + temporary + "\"}");
        assertThat(sandbox.setUp()).anyMatch(line -> line.contains(temporary) && line.contains("VS Code"));
        assertThat(sandbox.home.resolve(".config/coffer/config.yaml")).doesNotExist();
    }

    @Test
    void a_malformed_config_is_refused_before_anything_is_done() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {},}");
        List<String> before = sandbox.tree();

        assertThatThrownBy(sandbox::setUp)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining("line 1, column 13: a comma before the closing");

        assertThat(sandbox.tree()).isEqualTo(before);
    }

    @Test
    void a_malformed_file_of_podmans_is_named_and_does_not_stop_docker() throws Exception {
        Path file = sandbox.home.resolve(".config/containers/auth.json");
        sandbox.write(file, "{\"auths\"");

        assertThat(sandbox.setUp()).anyMatch(line -> line.contains("auth.json") && line.contains("left alone"));

        assertThat(sandbox.read(file)).isEqualTo("{\"auths\"");
        assertThat(sandbox.read(sandbox.config())).contains("coffer");
    }

    @Test
    void a_foreign_program_of_our_name_is_not_replaced() throws Exception {
        Sandbox.script(sandbox.bin().resolve("coffer"), "echo somebody else");
        List<String> before = sandbox.tree();

        assertThatThrownBy(sandbox::setUp)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining(sandbox.bin().resolve("coffer").toString());

        assertThat(sandbox.tree()).isEqualTo(before);
    }

    @Test
    void stopped_after_any_step_it_goes_on_and_ends_the_same() throws Exception {
        String config = "{\"credsStore\": \"old\", \"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}";
        int steps = (int) Sandbox.shown(sandbox.setup().plan(sandbox.delivery)).stream()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .count();
        assertThat(steps).isGreaterThanOrEqualTo(5);
        for (int stop = 1; stop <= steps + 1; stop++) {
            Sandbox one = new Sandbox(Files.createDirectory(folder.resolve("stop-" + stop)));
            one.helper("old", "kept.example", "keeper", "from-old");
            one.write(one.config(), config);
            Plan plan = one.setup().plan(one.delivery);
            Report stopping = new StoppingReport(stop);

            assertThatThrownBy(() -> plan.run(stopping)).isInstanceOf(StoppedException.class);
            boolean asked = one.read(one.config()).contains("coffer");
            // Whatever docker reads now, the login is there.
            assertThat(
                            asked
                                    ? one.login("reg.example").isPresent()
                                    : one.read(one.config()).equals(config))
                    .as("after step %d", stop)
                    .isTrue();
            one.setUp();

            assertThat(one.login("reg.example")).contains("u:p");
            assertThat(one.login("kept.example")).contains("keeper:from-old");
            assertThat(one.read(one.config()))
                    .isEqualTo("{\"credsStore\": \"coffer\", \"auths\": {\"reg.example\": {}}}");
            assertThat(one.setup().plan(one.delivery).isDone()).isTrue();
        }
    }

    @Test
    void a_config_that_may_not_be_written_stops_it_and_keeps_the_plain_text_until_it_may() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}");
        String before = sandbox.read(sandbox.config());
        Files.setPosixFilePermissions(sandbox.config(), PosixFilePermissions.fromString("r--r--r--"));

        assertThatThrownBy(sandbox::setUp).isInstanceOf(IOException.class).hasMessageContaining("read-only");
        assertThat(sandbox.read(sandbox.config())).isEqualTo(before);

        Files.setPosixFilePermissions(sandbox.config(), PosixFilePermissions.fromString("rw-------"));
        sandbox.setUp();
        assertThat(sandbox.read(sandbox.config())).doesNotContain("\"auth\"").contains("coffer");
        assertThat(sandbox.login("reg.example")).contains("u:p");
    }

    @Test
    void what_a_killed_copy_left_behind_is_cleaned_up() throws Exception {
        Path leftover = Files.createDirectories(sandbox.versions().resolve(".coffer-12ab"));
        Files.writeString(leftover.resolve("half"), "a file");

        sandbox.setUp();

        assertThat(leftover).doesNotExist();
    }

    @Test
    void another_build_of_the_same_version_lies_beside_and_the_former_one_stays() throws Exception {
        sandbox.setUp();
        sandbox.delivery = Sandbox.deliveryWith(folder.resolve("dist2"), "2");
        sandbox.setUp();

        assertThat(sandbox.versions().resolve("9.9.9/lib/coffer/data")).hasContent("1");
        assertThat(sandbox.versions().resolve("current/lib/coffer/data")).hasContent("2");

        sandbox.delivery = Sandbox.deliveryWith(folder.resolve("dist3"), "3");
        sandbox.setUp();
        assertThat(sandbox.versions().resolve("9.9.9")).doesNotExist();
        assertThat(sandbox.versions().resolve("current/lib/coffer/data")).hasContent("3");
        try (Stream<Path> versions = Files.list(sandbox.versions())) {
            assertThat(versions).hasSize(3);
        }
    }

    @Test
    void for_all_users_programs_and_drop_in_go_to_the_machine_and_need_root() throws Exception {
        assertThatThrownBy(() -> sandbox.setup(true))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("root");
        sandbox.superuser = true;
        sandbox.variables.put("PATH", sandbox.root.resolve("usr/local/bin") + ":/usr/bin:/bin");

        Sandbox.run(sandbox.setup(true).plan(sandbox.delivery));

        assertThat(sandbox.root.resolve("usr/local/bin/docker-credential-coffer"))
                .isExecutable();
        assertThat(sandbox.root.resolve("usr/local/lib/coffer/9.9.9/bin/coffer"))
                .isExecutable();
        Path dropIn = sandbox.root.resolve("etc/containers/registries.conf.d/99-coffer.conf");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dropIn)))
                .isEqualTo("rw-r--r--");
        assertThat(sandbox.bin()).doesNotExist();
        assertThat(sandbox.read(sandbox.config())).contains("coffer");

        Sandbox.run(sandbox.setup(true).undoPlan(Keep.NOTHING));
        assertThat(dropIn).doesNotExist();
        assertThat(sandbox.root.resolve("usr/local/lib/coffer")).doesNotExist();
        assertThat(sandbox.root.resolve("usr/local/bin/coffer")).doesNotExist();
    }

    @Test
    void run_from_the_machines_installation_it_installs_no_copy_for_the_user() throws Exception {
        sandbox.superuser = true;
        sandbox.variables.put("PATH", sandbox.root.resolve("usr/local/bin") + ":/usr/bin:/bin");
        Sandbox.run(sandbox.setup(true).plan(sandbox.delivery));
        sandbox.superuser = false;
        Delivery installed = Delivery.at(sandbox.root.resolve("usr/local/lib/coffer/current"), "9.9.9");

        Sandbox.run(sandbox.setup().plan(installed));

        assertThat(sandbox.home.resolve(".local/lib")).doesNotExist();
        assertThat(sandbox.dropIn()).exists();
    }

    @Test
    void a_home_that_is_missing_is_refused() {
        sandbox.variables.put("HOME", folder.resolve("nobody").toString());

        assertThatThrownBy(() -> sandbox.setup())
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("not exist");
    }

    private static final class StoppedException extends RuntimeException {}

    /** Ends the run when so many steps are done, as a kill would. */
    private static final class StoppingReport implements Report {
        private int left;

        StoppingReport(int steps) {
            left = steps;
        }

        @Override
        public void line(String line) {
            if (line.startsWith("done: ") && --left == 0) {
                throw new StoppedException();
            }
        }

        @Override
        public void note(String line) {}
    }
}
