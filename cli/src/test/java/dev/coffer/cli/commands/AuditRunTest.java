package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.core.Coffer;
import dev.coffer.docker.json.JsonArray;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.platform.places.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit as it is printed, and set-up's part in it. */
class AuditRunTest {
    private static final String LOGIN = "\"reg.test\": {\"auth\": \"dXNlcjpodW50ZXIy\"}";

    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void makeHome() throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        variables.put("HOME", home.toString());
        variables.put("PATH", bin + ":/usr/bin:/bin");
        variables.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        Path helper = write("bin/docker-credential-coffer", "#!/bin/sh\necho '{}'\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void podmanAsksCoffer() throws IOException {
        write(
                ".config/containers/registries.conf.d/99-coffer.conf",
                "credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
    }

    private Typed audit(boolean json, boolean fix) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Output output = new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        int status = new AuditRun(output, new Environment(variables)).run(json, fix);
        return new Typed(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void findings_are_grouped_by_severity_with_remedies_on_their_own_lines() throws Exception {
        Path file = write(".docker/config.json", "{\"auths\": {" + LOGIN + "}, \"currentContext\": \"a\\u001b[2Jb\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----rw-"));

        Typed typed = audit(false, false);

        assertThat(typed.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(typed.out().lines())
                .startsWith("CRITICAL")
                .contains("WARNING", "    $ coffer setup", "    $ chmod go-w " + file)
                .anyMatch(line -> line.startsWith("  " + file) && line.endsWith("[plain-text-login]"))
                .anyMatch(line -> line.contains("a\\x1B[2Jb"))
                .last()
                .asString()
                .startsWith("found: 1 critical");
        assertThat(typed.out()).doesNotContain("hunter2", "dXNlcjpodW50ZXIy", "\u001b");
    }

    @Test
    void a_machine_on_which_all_is_well_is_told_so() throws Exception {
        write(".docker/config.json", "{\"auths\": {\"reg.test\": {}}}");

        assertThat(audit(false, false))
                .isEqualTo(new Typed(ExitStatus.DONE, "nothing was found that should be mended\n", ""));
    }

    @Test
    void helpers_are_shown_by_the_file_that_is_run() throws Exception {
        write(".docker/config.json", "{\"credsStore\": \"coffer\"}");

        assertThat(audit(false, false).out())
                .containsPattern(
                        "coffer  " + home.resolve("bin/docker-credential-coffer") + " +[0-9]+ ms  credsStore in");
    }

    @Test
    void the_fields_of_the_json_form_are_stable() throws Exception {
        write(".docker/config.json", "{\"auths\": {" + LOGIN + "}, \"credsStore\": \"coffer\"}");

        JsonObject root = JsonDocument.parse(audit(true, false).out()).root();

        assertThat(names(root)).containsExactly("findings", "helpers");
        assertThat(names(first(root, "findings")))
                .containsExactly("severity", "code", "subject", "reason", "remedy", "isCommand", "isFixable");
        assertThat(names(first(root, "helpers"))).containsExactly("name", "program", "time", "places");
    }

    private static JsonObject first(JsonObject root, String list) {
        JsonValue value = root.get(list).orElseThrow();
        return (JsonObject) ((JsonArray) value).items().getFirst();
    }

    private static List<String> names(JsonObject object) {
        return object.members().stream()
                .map(JsonMember::name)
                .map(name -> name.value())
                .toList();
    }

    @Test
    void plain_text_logins_move_into_the_store_and_stay_there_the_second_time() throws Exception {
        podmanAsksCoffer();
        Path file = write(".docker/config.json", "{\"auths\": {" + LOGIN + "}}");

        Typed first = audit(false, true);
        String after = Files.readString(file);
        Typed second = audit(false, true);

        assertThat(first.err())
                .contains("will be done: move the plain-text logins", "done: move the plain-text logins");
        assertThat(first.out()).doesNotContain("plain-text-login", "WARNING");
        assertThat(first.status()).isEqualTo(ExitStatus.DONE);
        assertThat(after).contains("\"credsStore\": \"coffer\"").doesNotContain("dXNlcjpodW50ZXIy");
        assertThat(Coffer.open(new Environment(variables)).accounts().list())
                .singleElement()
                .satisfies(account -> assertThat(account.server()).isEqualTo("reg.test"));
        assertThat(second.err()).contains("nothing can be mended without you");
        assertThat(Files.readString(file)).isEqualTo(after);
    }

    @Test
    void a_move_that_fails_leaves_the_file_as_it_was_and_says_why() throws Exception {
        podmanAsksCoffer();
        Path file = write(".docker/config.json", "{\"auths\": {" + LOGIN + "}}");
        Files.createDirectory(home.resolve(".docker/config.json.lock"));
        String before = Files.readString(file);

        Typed typed = audit(false, true);

        assertThat(typed.err()).contains("not done: move the plain-text logins").doesNotContain("hunter2");
        assertThat(typed.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void a_creds_store_that_was_changed_since_set_up_is_found() throws Exception {
        podmanAsksCoffer();
        Path file = write(".docker/config.json", "{\"auths\": {" + LOGIN + "}}");
        audit(false, true);
        Files.writeString(file, "{}");

        assertThat(audit(false, false).out()).contains("[creds-store-changed]", "taken it out", "    $ coffer setup");
    }
}
