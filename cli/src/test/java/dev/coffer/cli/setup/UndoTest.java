package dev.coffer.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.docker.config.AuthFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndoTest {
    private static final Keep PLAIN_TEXT = new Keep(true, Optional.empty());

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder);
        sandbox.helper("old", "kept.example", "keeper", "from-old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ }",
                "{\"credsStore\":\"old\"}",
                "{\r\n  \"CredsStore\" : \"old\",\r\n  \"z\": 1.0\r\n}\r\n",
                "{\n\t\"auths\": {\n\t\t\"a.example\": {}\n\t},\n\t\"credHelpers\": {\"b\": \"ecr-login\"}\n}",
                "{\"auths\": {\"bad.example\": {\"auth\": \"%%%\"}}}",
            })
    void a_config_without_moved_logins_becomes_byte_for_byte_what_it_was(String config) throws Exception {
        sandbox.write(sandbox.config(), config);

        sandbox.setUp();
        assertThat(sandbox.read(sandbox.config())).isNotEqualTo(config);
        sandbox.undo(Keep.NOTHING);

        assertThat(sandbox.read(sandbox.config())).isEqualTo(config);
    }

    @Test
    void a_config_that_was_not_there_is_gone_again_and_so_is_all_else_but_the_vault() throws Exception {
        sandbox.setUp();

        sandbox.undo(Keep.NOTHING);

        assertThat(sandbox.config()).doesNotExist();
        assertThat(sandbox.dropIn()).doesNotExist();
        assertThat(sandbox.versions()).doesNotExist();
        assertThat(sandbox.bin()).isEmptyDirectory();
        assertThat(sandbox.home.resolve(".local/share/coffer/vault")).exists();
    }

    @Test
    void a_second_undo_changes_nothing() throws Exception {
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}");
        sandbox.setUp();
        sandbox.undo(PLAIN_TEXT);
        List<String> once = sandbox.tree();

        for (Keep keep : List.of(Keep.NOTHING, PLAIN_TEXT, new Keep(false, Optional.of(folder.resolve("out"))))) {
            assertThat(sandbox.setup().undoPlan(keep).isDone()).isTrue();
            sandbox.undo(keep);
        }

        assertThat(sandbox.tree()).isEqualTo(once);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void logins_that_only_the_vault_has_are_not_stranded() throws Exception {
        sandbox.setUp();
        login("since.example", "later", "secret");
        List<String> before = sandbox.tree();

        assertThatThrownBy(() -> sandbox.undo(Keep.NOTHING))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("since.example");

        assertThat(sandbox.tree()).isEqualTo(before);
    }

    @Test
    void in_plain_text_the_file_is_what_it_was_when_nothing_has_changed() throws Exception {
        String config = "{ \"auths\": { \"reg.example\":\n" + Sandbox.auth("u", "p") + "} , \"k\" :[ ] }";
        sandbox.write(sandbox.config(), config);
        sandbox.setUp();

        sandbox.undo(PLAIN_TEXT);

        assertThat(sandbox.read(sandbox.config())).isEqualTo(config);
        assertThat(sandbox.login("reg.example")).contains("u:p");
    }

    @Test
    void in_plain_text_the_file_gets_what_the_vault_has_now() throws Exception {
        sandbox.write(
                sandbox.config(),
                "{\"auths\": {\"ended.example\": " + Sandbox.auth("gone", "1") + ", \"changed.example\": "
                        + Sandbox.auth("u", "2") + "}}");
        sandbox.setUp();
        sandbox.coffer().logout(ServerAddress.parse("ended.example"), Optional.empty());
        login("changed.example", "u", "new");
        login("since.example", "later", "3");

        sandbox.undo(PLAIN_TEXT);

        assertThat(sandbox.read(sandbox.config()))
                .isEqualTo("{\"auths\": {\"ended.example\": {}, \"changed.example\": " + Sandbox.auth("u", "new")
                        + ", \"since.example\": " + Sandbox.auth("later", "3") + "}}");
    }

    @Test
    void the_former_helper_is_restored_and_plain_text_beside_it_is_found_by_docker() throws Exception {
        sandbox.write(sandbox.config(), "{\"credsStore\": \"old\"}");
        sandbox.setUp();
        assertThat(sandbox.login("kept.example")).contains("keeper:from-old");
        login("since.example", "later", "3");

        sandbox.undo(PLAIN_TEXT);

        assertThat(sandbox.read(sandbox.config()))
                .contains("\"credsStore\": \"old\"")
                .contains("\"since.example\": " + Sandbox.auth("later", "3"))
                .contains("\"credHelpers\": {\"since.example\": \"\"}");
        assertThat(sandbox.home.resolve(".config/coffer/config.yaml")).doesNotExist();
    }

    @Test
    void changes_that_others_have_made_to_the_config_since_survive() throws Exception {
        sandbox.write(sandbox.config(), "{\"credsStore\": \"old\"}");
        sandbox.setUp();
        sandbox.write(sandbox.config(), "{\"credsStore\": \"coffer\", \"currentContext\": \"remote\"}");

        sandbox.undo(Keep.NOTHING);

        assertThat(sandbox.read(sandbox.config()))
                .isEqualTo("{\"credsStore\": \"old\", \"currentContext\": \"remote\"}");
    }

    @Test
    void an_export_is_a_private_file_in_dockers_format() throws Exception {
        sandbox.setUp();
        login("since.example", "later", "secret");
        Path file = folder.resolve("logins.json");

        sandbox.undo(new Keep(false, Optional.of(file)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AuthFile.parse(Files.readAllBytes(file))).singleElement().satisfies(entry -> {
            assertThat(entry.server()).isEqualTo("since.example");
            assertThat(entry.credential().orElseThrow().secret().text()).isEqualTo("secret");
        });
        assertThat(sandbox.config()).doesNotExist();
    }

    @Test
    void an_export_replaces_no_file() throws Exception {
        sandbox.setUp();
        login("since.example", "later", "secret");
        Path file = Files.writeString(folder.resolve("logins.json"), "mine");

        assertThatThrownBy(() -> sandbox.undo(new Keep(false, Optional.of(file))))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("is there already");

        assertThat(file).hasContent("mine");
        assertThat(sandbox.read(sandbox.config())).contains("coffer");
    }

    @Test
    void settings_in_the_users_own_words_and_foreign_files_are_left() throws Exception {
        sandbox.write(sandbox.config(), "{\"credsStore\": \"old\"}");
        sandbox.setUp();
        Path settings = sandbox.home.resolve(".config/coffer/config.yaml");
        sandbox.write(settings, "# mine\n" + sandbox.read(settings));
        sandbox.write(sandbox.dropIn(), "credential-helpers = []\n");
        Files.delete(sandbox.bin().resolve("coffer"));
        Sandbox.script(sandbox.bin().resolve("coffer"), "echo mine");

        sandbox.undo(Keep.NOTHING);

        assertThat(settings).content().contains("# mine").doesNotContain("helper:old");
        assertThat(sandbox.dropIn()).content().isEqualTo("credential-helpers = []\n");
        assertThat(sandbox.bin().resolve("coffer")).exists();
        assertThat(sandbox.bin().resolve("docker-credential-coffer")).doesNotExist();
    }

    @Test
    void set_up_again_after_an_undo_begins_with_what_the_file_holds_then() throws Exception {
        sandbox.write(sandbox.config(), "{\"credsStore\": \"old\"}");
        sandbox.setUp();
        sandbox.undo(Keep.NOTHING);
        sandbox.write(sandbox.config(), "{\"first\": 1}");
        sandbox.setUp();

        sandbox.undo(Keep.NOTHING);

        assertThat(sandbox.read(sandbox.config())).isEqualTo("{\"first\": 1}");
    }

    private void login(String server, String username, String secret) throws Exception {
        sandbox.coffer().accounts().login(ServerAddress.parse(server), new Credential(username, Secret.ofText(secret)));
    }
}
