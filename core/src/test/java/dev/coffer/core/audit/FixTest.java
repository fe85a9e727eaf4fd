package dev.coffer.core.audit;

import static dev.coffer.core.audit.Home.CANARY;
import static dev.coffer.core.audit.Home.auths;
import static dev.coffer.core.audit.Home.login;
import static dev.coffer.core.audit.Home.mode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.files.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is mended at once: that it mends, does so once, is offered only where it is safe, and fails without harm. */
class FixTest {
    @TempDir
    Path temporary;

    private Home home;

    @BeforeEach
    void makeHome() throws IOException {
        home = new Home(temporary);
    }

    private static String octal(Path file) throws IOException {
        return FileStatus.of(file).orElseThrow().octal();
    }

    private Fix onlyFix() throws IOException {
        AuditReport report = home.audit();
        assertThat(report.fixes()).as("%s", report).hasSize(1);
        return report.fixes().iterator().next();
    }

    @Test
    void a_file_with_secrets_is_closed_to_others_once() throws Exception {
        Path file = mode(home.file(".aws/credentials", "[default]\naws_secret_access_key = " + CANARY), "rw-r--rw-");
        Fix fix = onlyFixOf(Code.READABLE_BY_OTHERS);

        assertThat(fix.describe()).isEqualTo("chmod 600 " + file);
        assertThat(FixOutcome.of(fix)).isEqualTo(new FixOutcome.Mended());
        assertThat(octal(file)).isEqualTo("0600");
        assertThat(FixOutcome.of(fix)).isEqualTo(new FixOutcome.DoneAlready());
        assertThat(home.audit().findings()).extracting(Finding::code).containsExactly(Code.PLAIN_TEXT_CLOUD_KEY);
    }

    private Fix onlyFixOf(Code code) throws IOException {
        return home.audit().findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .flatMap(Finding::fix)
                .orElseThrow();
    }

    @Test
    void a_folder_is_closed_to_writers_and_keeps_its_readers() throws Exception {
        home.docker("\"auths\": {}");
        Path folder = mode(home.folder.resolve(".docker"), "rwxrwxrwx");

        assertThat(FixOutcome.of(onlyFix())).isEqualTo(new FixOutcome.Mended());
        assertThat(octal(folder)).isEqualTo("0755");
    }

    @Test
    void a_file_behind_a_link_is_closed_and_the_link_stays() throws Exception {
        Path real = mode(home.file("dotfiles/config.json", "{" + auths(login("reg.test")) + "}"), "rw-r--r--");
        Path link = home.folder.resolve(".docker/config.json");
        Files.createDirectory(link.getParent());
        Files.createSymbolicLink(link, real);

        assertThat(FixOutcome.of(onlyFixOf(Code.READABLE_BY_OTHERS))).isEqualTo(new FixOutcome.Mended());
        assertThat(octal(real)).isEqualTo("0600");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void a_file_that_became_a_link_meanwhile_is_left_alone() throws Exception {
        Path file = mode(home.docker(auths(login("reg.test"))), "rw-r--r--");
        Fix fix = onlyFixOf(Code.READABLE_BY_OTHERS);
        Path elsewhere = mode(home.file("elsewhere", ""), "rw-r--r--");
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);

        assertThat(FixOutcome.of(fix)).isInstanceOf(FixOutcome.Failed.class);
        assertThat(octal(elsewhere)).isEqualTo("0644");
    }

    @Test
    void a_file_of_another_user_is_not_offered_to_be_closed() throws Exception {
        mode(home.docker(auths(login("reg.test"))), "rw-r--r--");
        home.uid++;

        assertThat(home.audit().fixes()).isEmpty();
    }

    /** docker and podman ask Coffer, whose vault holds just the login that is still in docker's file. */
    private Path hidden() throws Exception {
        home.emptyHelper("coffer");
        home.podmanAsksCoffer();
        home.store("reg.test", CANARY, Optional.empty());
        return home.docker(auths(login("reg.test"), login("other.test")) + ", \"credsStore\": \"coffer\", \"x\": 1");
    }

    @Test
    void a_hidden_login_that_the_store_holds_too_is_blanked_and_nothing_else() throws Exception {
        Path file = hidden();
        Fix fix = onlyFix();

        assertThat(fix.describe()).contains("blank", "reg.test", file.toString());
        assertThat(FixOutcome.of(fix)).isEqualTo(new FixOutcome.Mended());
        assertThat(file)
                .hasContent("{" + auths("\"reg.test\": {}", login("other.test"))
                        + ", \"credsStore\": \"coffer\", \"x\": 1}");
        assertThat(octal(file)).isEqualTo("0600");
        assertThat(FixOutcome.of(fix)).isEqualTo(new FixOutcome.DoneAlready());
        assertThat(home.audit().fixes()).isEmpty();
    }

    @Test
    void the_backup_of_a_blanked_file_holds_no_secret() throws Exception {
        Path file = hidden();
        FixOutcome.of(onlyFix());

        try (Stream<Path> files = Files.list(file.getParent())) {
            List<Path> backups = files.filter(found -> found.toString().contains("coffer-backup"))
                    .toList();
            assertThat(backups).singleElement().satisfies(backup -> {
                assertThat(octal(backup)).isEqualTo("0600");
                assertThat(Files.readString(backup))
                        .contains("reg.test", "other.test")
                        .doesNotContain(Home.canaries());
            });
        }
    }

    @Test
    void a_hidden_login_is_not_offered_to_be_blanked_where_podman_would_lose_it() throws Exception {
        hidden();
        Files.delete(home.folder.resolve(".config/containers/registries.conf.d/99-coffer.conf"));

        assertThat(home.audit().fixes()).isEmpty();
    }

    @Test
    void a_hidden_login_of_a_path_is_not_blanked_because_podman_asks_helpers_for_hosts() throws Exception {
        hidden();
        home.docker(auths(login("reg.test/team")) + ", \"credsStore\": \"coffer\"");
        home.store("reg.test/team", CANARY, Optional.empty());

        assertThat(home.audit().fixes()).isEmpty();
    }

    @Test
    void a_hidden_login_is_not_offered_to_be_blanked_where_the_store_holds_another() throws Exception {
        hidden();
        home.store("reg.test", "another", Optional.empty());

        assertThat(home.audit().fixes()).isEmpty();
    }

    /** What goes wrong between the audit and the fix, or in the middle of it. */
    record Fault(String what, AuditTest.Making making) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault(
                        "the store has lost the login",
                        home -> home.coffer().accounts().eraseAll(ServerAddress.parse("reg.test"))),
                new Fault("the store has another login now", home -> home.coffer()
                        .accounts()
                        .login(ServerAddress.parse("reg.test"), new Credential("user", Secret.ofText("new")))),
                new Fault(
                        "the keys of the store are gone",
                        home -> Files.delete(home.coffer().places().identity().resolve("locator"))),
                new Fault(
                        "the file is marked read-only",
                        home -> mode(home.folder.resolve(".docker/config.json"), "r--------")),
                new Fault(
                        "the lock cannot be taken",
                        home -> Files.createDirectory(home.folder.resolve(".docker/config.json.lock"))),
                new Fault(
                        "the file is malformed now",
                        home -> home.file(".docker/config.json", "{" + auths(login("reg.test")) + ",}")),
                new Fault(
                        "the settings are malformed now", home -> home.file(".config/coffer/config.yaml", "store: [")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fix_that_fails_leaves_the_file_as_it_was(Fault fault) throws Exception {
        Path file = hidden();
        Fix fix = onlyFix();
        fault.making().in(home);
        byte[] before = Files.readAllBytes(file);

        FixOutcome outcome = FixOutcome.of(fix);

        assertThat(outcome).isInstanceOf(FixOutcome.Failed.class);
        assertThat(outcome.toString()).doesNotContain(Home.canaries());
        assertThat(file).hasBinaryContent(before);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    /** Stands for set-up's move, of which this room knows nothing. */
    private record Move() implements Fix {
        @Override
        public String describe() {
            return "move";
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public void apply() {}
    }

    private record WithMove() implements SetUpKnowledge {
        @Override
        public boolean hasWrittenCredsStore() {
            return false;
        }

        @Override
        public Optional<Fix> moveLogins() {
            return Optional.of(new Move());
        }
    }

    private void movable() throws IOException {
        home.setUp = new WithMove();
        home.emptyHelper("coffer");
        home.podmanAsksCoffer();
        home.docker(auths(login("reg.test")));
        home.file("run/containers/auth.json", "{" + auths(login("reg.test")) + "}");
    }

    @Test
    void moving_the_logins_is_offered_once_for_all_files_where_every_tool_asks_coffer() throws Exception {
        movable();

        assertThat(home.audit().fixes()).containsExactly(new Move());
    }

    static Stream<Fault> dangers() {
        return Stream.of(
                new Fault("no helper", home -> Files.delete(home.bin.resolve("docker-credential-coffer"))),
                new Fault(
                        "podman does not ask",
                        home -> Files.delete(
                                home.folder.resolve(".config/containers/registries.conf.d/99-coffer.conf"))),
                new Fault("docker asks another helper", home -> {
                    home.emptyHelper("other");
                    home.docker(auths(login("reg.test")) + ", \"credsStore\": \"other\"");
                }),
                new Fault("a key with a path", home -> home.docker(auths(login("reg.test/team")))),
                new Fault("two passwords for one server", home -> home.docker(auths(login("reg.test", "another")))));
    }

    @ParameterizedTest
    @MethodSource("dangers")
    void moving_the_logins_is_not_offered_where_a_tool_or_a_password_would_lose(Fault danger) throws Exception {
        movable();
        danger.making().in(home);

        assertThat(home.audit().fixes()).isEmpty();
    }

    @Test
    void a_fix_that_does_not_show_is_reported_as_failed() {
        assertThat(FixOutcome.of(new Move())).isInstanceOf(FixOutcome.Failed.class);
    }
}
