package dev.coffer.keychain.pass;

import static dev.coffer.keychain.Logins.found;
import static dev.coffer.keychain.Logins.get;
import static dev.coffer.keychain.Logins.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside Debian's docker-credential-pass, pass and git. */
@Timeout(60)
class PassPeersTest {
    private static final String OTHER_KEY = "other@coffer.test";

    @SuppressWarnings("NullAway.Init")
    private static Keyring keyring;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private Pass store;

    @BeforeAll
    static void makeKeys() throws Exception {
        keyring = Keyring.create();
        keyring.generate(OTHER_KEY, "");
    }

    @AfterAll
    static void removeKeys() throws Exception {
        keyring.remove();
    }

    @BeforeEach
    void setUp() throws Exception {
        root = folder.resolve("store");
        run("", "pass", "init", Keyring.OPEN_KEY).done();
        store = keyring.open(root);
    }

    @Test
    void what_dockers_helper_stored_is_found_listed_and_erased() throws Exception {
        helperStores("https://index.docker.io/v1/", "alice", "päss\\nword");

        Lookup.Found found = found(store, "docker.io");
        assertThat(found.credential()).isEqualTo(new Credential("alice", Secret.ofText("päss\nword")));
        assertThat(found.origin().server()).isEqualTo("https://index.docker.io/v1/");
        assertThat(store.list()).containsExactly(new Entry("https://index.docker.io/v1/", "alice", Optional.empty()));
        assertThat(store.erase(ServerAddress.parse("docker.io"))).isTrue();
        assertThat(helper("list", "").done()).contains("{}");
        assertThat(root.resolve("docker-credential-helpers").resolve(folderOf("https://index.docker.io/v1/")))
                .doesNotExist();
    }

    @Test
    void what_we_store_dockers_helper_finds_lists_and_erases() throws Exception {
        put(store, "registry.example:5000", "bob", "s3cret");

        assertThat(helper("get", "registry.example:5000").done())
                .contains("\"ServerURL\":\"registry.example:5000\"", "\"Username\":\"bob\"", "\"Secret\":\"s3cret\"");
        assertThat(helper("list", "").done()).contains("{\"registry.example:5000\":\"bob\"}");
        Path file = file("registry.example:5000", "bob");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("."))))
                .isEqualTo("rwx------");
        helper("erase", "registry.example:5000").done();
        assertThat(get(store, "registry.example:5000")).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void what_people_insert_by_hand_is_found_without_its_line_end() throws Exception {
        run("by hand\n", "pass", "insert", "-m", "docker-credential-helpers/" + folderOf("registry.example") + "/bob")
                .done();

        assertThat(found(store, "registry.example").credential().secret().text())
                .isEqualTo("by hand");
    }

    @Test
    void a_secret_that_ends_with_line_ends_keeps_them_for_us_and_is_cut_for_upstream() throws Exception {
        put(store, "registry.example", "bob", "two\n\n");

        assertThat(found(store, "registry.example").credential().secret().text())
                .isEqualTo("two\n\n");
        assertThat(helper("get", "registry.example").done()).contains("\"Secret\":\"two\"");
    }

    @Test
    void of_two_users_the_one_written_last_is_found_and_one_store_leaves_one() throws Exception {
        helperStores("registry.example", "alice", "old");
        helperStores("registry.example", "zoe", "new");
        Files.setLastModifiedTime(file("registry.example", "alice"), FileTime.from(Instant.EPOCH));

        assertThat(found(store, "registry.example").credential().username()).isEqualTo("zoe");
        assertThat(store.list()).containsExactly(new Entry("registry.example", "zoe", Optional.empty()));

        put(store, "https://registry.example", "carol", "newest");
        assertThat(helper("list", "").done()).contains("{\"https://registry.example\":\"carol\"}");
        assertThat(file("registry.example", "zoe")).doesNotExist();
    }

    @Test
    void a_user_with_slashes_is_found_where_old_helpers_put_it() throws Exception {
        helperStores("registry.example", "DOMAIN/team/user", "secret");

        assertThat(found(store, "registry.example").credential().username()).isEqualTo("DOMAIN/team/user");
        put(store, "registry.example", "DOMAIN/team/user", "again");
        assertThat(file("registry.example", "DOMAIN/team/user")).exists();
        assertThat(store.erase(ServerAddress.parse("registry.example"))).isTrue();
        assertThat(run("", "pass", "ls").done()).doesNotContain("DOMAIN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "../x", "a/../b", "a/..", "/a", "a/", "a//b", ".hidden", "a/.gpg-id", "nul\0"})
    void a_user_name_that_cannot_be_a_file_is_refused(String username) throws Exception {
        assertThatThrownBy(() -> put(store, "registry.example", username, "secret"))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.REFUSED));
        try (var files = Files.list(root)) {
            assertThat(files).containsExactly(root.resolve(".gpg-id"));
        }
    }

    @Test
    void names_too_long_for_files_are_refused_and_absent() throws Exception {
        String server = "registry.example/" + "x".repeat(200);
        assertThatThrownBy(() -> put(store, server, "bob", "secret")).hasMessageContaining("too long");
        assertThatThrownBy(() -> put(store, "registry.example", "b".repeat(252), "secret"))
                .hasMessageContaining("too long");

        assertThat(get(store, server)).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void foreign_files_and_folders_are_passed_over() throws Exception {
        Path helpers = Files.createDirectories(root.resolve("docker-credential-helpers"));
        Files.writeString(helpers.resolve("docker-pass-initialized-check.gpg"), "x");
        Files.createDirectories(helpers.resolve("not base64!"));
        Files.createDirectories(helpers.resolve(folderOf("empty.example")));
        Files.createDirectories(helpers.resolve(folderOf("no server address?")).resolve("x"));
        put(store, "registry.example", "bob", "secret");
        Files.writeString(file("registry.example", "bob").resolveSibling(".gpg-id"), Keyring.OPEN_KEY + "\n");

        assertThat(store.list()).containsExactly(new Entry("registry.example", "bob", Optional.empty()));
        assertThat(get(store, "empty.example")).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void the_nearest_folders_keys_are_used() throws Exception {
        run("", "pass", "init", "--path=docker-credential-helpers", OTHER_KEY).done();
        Files.writeString(
                root.resolve("docker-credential-helpers/.gpg-id"), "  # whose\n" + OTHER_KEY + " # comment\n\n");
        put(store, "registry.example", "bob", "secret");
        store.secrets().put(new SecretId("a"), Secret.ofText("x"), Map.of());

        assertThat(recipientOf(file("registry.example", "bob"))).isEqualTo(encryptionKey(OTHER_KEY));
        assertThat(recipientOf(root.resolve("coffer/a.gpg"))).isEqualTo(encryptionKey(Keyring.OPEN_KEY));

        Pass forced = keyring.open(root, Map.of("PASSWORD_STORE_KEY", Keyring.OPEN_KEY));
        forced.store(ServerAddress.parse("registry.example"), new Credential("bob", Secret.ofText("x")));
        assertThat(recipientOf(file("registry.example", "bob"))).isEqualTo(encryptionKey(Keyring.OPEN_KEY));
    }

    @Test
    void a_store_in_git_gets_a_commit_for_each_change() throws Exception {
        startGit();
        put(store, "registry.example", "bob", "one");
        put(store, "registry.example", "carol", "two");
        store.secrets().put(new SecretId("a/b"), Secret.ofText("x"), Map.of());
        store.secrets().delete(new SecretId("a/b"));
        store.erase(ServerAddress.parse("registry.example"));

        String name = "docker-credential-helpers/" + folderOf("registry.example");
        assertThat(git("log", "--format=%s", "-5").lines().toList())
                .containsExactly(
                        "Remove " + name + "/carol from store.",
                        "Remove coffer/a/b from store.",
                        "Add given password for coffer/a/b to store.",
                        "Add given password for " + name + "/carol to store.",
                        "Add given password for " + name + "/bob to store.");
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(git("ls-files").lines()).doesNotContain("docker-credential-helpers");
    }

    @Test
    void what_git_refuses_is_taken_back() throws Exception {
        startGit();
        put(store, "registry.example", "bob", "one");
        byte[] before = Files.readAllBytes(file("registry.example", "bob"));
        Path hook =
                Files.writeString(root.resolve(".git/hooks/pre-commit"), "#!/bin/sh\necho no such day >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> put(store, "registry.example", "bob", "two")).hasMessageContaining("no such day");
        assertThatThrownBy(() -> put(store, "registry.example", "carol", "two")).hasMessageContaining("no such day");
        assertThatThrownBy(() -> store.erase(ServerAddress.parse("registry.example")))
                .hasMessageContaining("no such day");

        assertThat(Files.readAllBytes(file("registry.example", "bob"))).isEqualTo(before);
        assertThat(file("registry.example", "carol")).doesNotExist();
        assertThat(git("status", "--porcelain")).isEmpty();
    }

    @Test
    void a_secret_by_id_is_shown_by_pass() throws Exception {
        store.secrets().put(new SecretId("myapp/prod/db"), Secret.ofText("s3cret"), Map.of("a=b", "c\n%d"));

        assertThat(run("", "pass", "show", "coffer/myapp/prod/db").done())
                .isEqualTo("coffer-secret 1 text\nid myapp/prod/db\nmeta a%3Db=c%0A%25d\n\ns3cret");
        assertThat(store.secrets().list(new SecretPattern("**")))
                .containsExactly(new SecretEntry(new SecretId("myapp/prod/db"), Map.of("a=b", "c\n%d")));
        assertThat(helper("list", "").done()).contains("{}");
    }

    @Test
    void awkward_ids_have_files_of_their_own() throws Exception {
        List<String> ids = List.of(
                "..",
                "../..",
                ".",
                ".hidden/.git",
                "a",
                "a.gpg",
                "a.gpg/b",
                "a/b",
                ".gpg",
                "x".repeat(200),
                "x".repeat(201),
                "x".repeat(400) + ".gpg/" + "y".repeat(401));
        for (String id : ids) {
            store.secrets().put(new SecretId(id), Secret.ofText(id), Map.of());
        }
        for (String id : ids) {
            assertThat(store.secrets()
                            .get(new SecretId(id))
                            .orElseThrow()
                            .secret()
                            .text())
                    .isEqualTo(id);
        }
        assertThat(store.secrets().list(new SecretPattern("**")))
                .extracting(entry -> entry.id().value())
                .containsExactlyElementsOf(ids.stream().sorted().toList());
        try (var files = Files.list(root)) {
            assertThat(files).containsExactlyInAnyOrder(root.resolve(".gpg-id"), root.resolve("coffer"));
        }
    }

    @Test
    void a_file_moved_to_another_ids_place_is_noticed() throws Exception {
        store.secrets().put(new SecretId("mine"), Secret.ofText("x"), Map.of());
        Files.move(root.resolve("coffer/mine.gpg"), root.resolve("coffer/other.gpg"));

        assertThatThrownBy(() -> store.secrets().get(new SecretId("other")))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.DAMAGED));
    }

    @Test
    void as_upstream_a_server_is_its_text() throws Exception {
        Pass upstream = store.asUpstream();
        put(store, "registry.example", "bob", "secret");

        assertThat(upstream.get(Request.of(ServerAddress.parse("registry.example"))))
                .isInstanceOf(Lookup.Found.class);
        assertThat(upstream.get(Request.of(ServerAddress.parse("https://registry.example"))))
                .isInstanceOf(Lookup.Absent.class);
        upstream.store(ServerAddress.parse("https://registry.example"), new Credential("eve", Secret.ofText("x")));
        assertThat(upstream.list()).hasSize(2);
        assertThat(upstream.erase(ServerAddress.parse("https://registry.example")))
                .isTrue();
        assertThat(upstream.list()).hasSize(1);
    }

    private void startGit() throws Exception {
        Files.writeString(keyring.home().resolve("gitconfig"), "[user]\nname = Test\nemail = test@coffer.test\n");
        run("", "pass", "git", "init", "--quiet").done();
    }

    private String git(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = root.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return run("", command).done();
    }

    private static String encryptionKey(String user) throws Exception {
        return keyring.gpg("", "--list-keys", "--with-colons", user)
                .done()
                .lines()
                .filter(line -> line.startsWith("sub:"))
                .map(line -> line.split(":", -1)[4])
                .findFirst()
                .orElseThrow();
    }

    private static String recipientOf(Path file) throws Exception {
        String packets = keyring.gpg("", "--list-packets", file.toString()).done();
        int at = packets.indexOf("keyid ") + "keyid ".length();
        return packets.substring(at, at + 16);
    }

    private static String folderOf(String server) {
        return Base64.getUrlEncoder().encodeToString(server.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String server, String username) {
        return root.resolve("docker-credential-helpers/" + folderOf(server) + "/" + username + ".gpg");
    }

    private void helperStores(String server, String username, String secretInJson) throws Exception {
        helper(
                        "store",
                        "{\"ServerURL\":\"" + server + "\",\"Username\":\"" + username + "\",\"Secret\":\""
                                + secretInJson + "\"}")
                .done();
    }

    private Program.Result helper(String action, String input) throws Exception {
        return run(input, "docker-credential-pass", action);
    }

    private Program.Result run(String input, String... command) throws Exception {
        return Program.run(keyring.variables(root), input, command);
    }
}
