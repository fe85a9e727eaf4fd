package dev.coffer.keychain.osxkeychain;

import static dev.coffer.keychain.Logins.assertFails;
import static dev.coffer.keychain.Logins.found;
import static dev.coffer.keychain.Logins.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OsxKeychainTest {
    @SuppressWarnings("NullAway.Init")
    private static MacOs macOs;

    @SuppressWarnings("NullAway.Init")
    private OsxKeychain store;

    @BeforeAll
    static void compile() throws Exception {
        macOs = MacOs.compiled();
    }

    @BeforeEach
    void empty() {
        store = macOs.empty().store();
    }

    @AfterEach
    void everything_was_released() {
        assertThat(macOs.leaked()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            registry.example,             |registry.example|htps|-|-|
            registry.example:5000,        |registry.example|htps|5000|-|
            http://registry.example:80,   |registry.example|http|80|-|
            https://index.docker.io/v1/,  |index.docker.io|htps|-|/v1/|
            Registry.Example/Team//x/,    |Registry.Example|htps|-|/Team//x/|
            [::1]:5000,                   |::1|htps|5000|-|
            """)
    void a_new_item_is_laid_down_as_docker_does(String server, String parts) throws StoreException {
        put(store, server, "alice", "s3cret");

        assertThat(macOs.items())
                .isEqualTo("inet|Docker Credentials|" + server + "|alice" + parts + "dflt|-|-|s3cret\n");
    }

    @Test
    void what_is_stored_dockers_helper_finds() throws StoreException {
        put(store, "registry.example:5000", "alice", "s3cret");
        put(store, "https://index.docker.io/v1/", "bob", "hub");

        assertThat(macOs.dockerGets("htps", "registry.example", 5000, "")).isEqualTo("alice s3cret");
        assertThat(macOs.dockerGets("htps", "registry.example", 0, "")).isEqualTo("alice s3cret");
        assertThat(macOs.dockerGets("htps", "index.docker.io", 0, "/v1/")).isEqualTo("bob hub");
        assertThat(macOs.dockerGets("http", "index.docker.io", 0, "/v1/")).isEmpty();
    }

    @Test
    void what_is_stored_anew_dockers_helper_finds_also_when_port_and_path_are_gone() throws StoreException {
        put(store, "https://registry.example:443/v2/", "alice", "old");
        put(store, "registry.example", "bob", "new");

        assertThat(macOs.dockerGets("htps", "registry.example", 0, "")).isEqualTo("bob new");
        assertThat(macOs.dockerGets("htps", "registry.example", 443, "")).isEmpty();
        assertThat(macOs.dockerGets("htps", "registry.example", 0, "/v2/")).isEmpty();
    }

    @Test
    void what_dockers_helper_stored_is_found_and_listed_under_keys_that_work() throws StoreException {
        macOs.dockerAdds("htps", "index.docker.io", 0, "/v1/", "hub", "1");
        macOs.dockerAdds("htps", "registry.example", 0, "", "bare", "2");
        macOs.dockerAdds("htps", "registry.example", 5000, "", "port", "3");
        macOs.dockerAdds("http", "plain.example", 0, "", "plain", "4");
        macOs.dockerAdds("htps", "::1", 0, "", "six", "5");

        assertThat(store.list())
                .extracting(Entry::server, Entry::username)
                .containsExactly(
                        tuple("http://plain.example", "plain"),
                        tuple("https://[::1]", "six"),
                        tuple("https://index.docker.io/v1/", "hub"),
                        tuple("https://registry.example", "bare"),
                        tuple("https://registry.example:5000", "port"));
        for (Entry entry : store.list()) {
            assertThat(found(store, entry.server()).credential().username()).isEqualTo(entry.username());
            assertThat(found(store.asUpstream(), entry.server()).credential().username())
                    .isEqualTo(entry.username());
        }
        assertThat(found(store, "docker.io").credential().secret().text()).isEqualTo("1");
        assertThat(found(store, "registry.example").credential().secret().text())
                .isEqualTo("2");
    }

    @Test
    void of_several_users_the_newest_is_given_and_storing_leaves_one() throws StoreException {
        macOs.trust();
        macOs.dockerAdds("htps", "registry.example", 0, "", "alice", "1");
        macOs.dockerAdds("htps", "registry.example", 0, "", "bob", "2");
        assertThat(found(store, "registry.example").credential().username()).isEqualTo("bob");
        assertThat(store.list()).extracting(Entry::username).containsExactly("bob");
        assertThat(store.get(request("registry.example", "alice"))).isInstanceOf(Lookup.Found.class);

        put(store, "registry.example", "alice", "3");

        assertThat(macOs.items()).hasLineCount(1).contains("|alice|").endsWith("|3\n");
    }

    @Test
    void another_users_item_that_macos_does_not_let_us_delete_stays_and_does_not_count() throws StoreException {
        macOs.dockerAdds("htps", "registry.example", 0, "", "alice", "1");
        macOs.dockerAdds("htps", "registry.example", 0, "", "bob", "2");

        put(store, "registry.example", "alice", "3");

        assertThat(macOs.items()).hasLineCount(2);
        assertThat(found(store, "registry.example").credential().username()).isEqualTo("alice");
        assertThat(store.list()).extracting(Entry::username).containsExactly("alice");
    }

    @Test
    void what_dockers_helper_stored_only_it_may_erase() throws StoreException {
        macOs.dockerAdds("htps", "registry.example", 0, "", "alice", "1");

        assertFails(Kind.REFUSED, "with the program that stored it", () -> store.erase(server("registry.example")));
        macOs.trust();
        assertThat(store.erase(server("registry.example"))).isTrue();
        assertThat(macOs.items()).isEmpty();
    }

    @Test
    void an_item_that_macos_had_to_replace_is_stored() throws StoreException {
        macOs.dockerAdds("htps", "registry.example", 0, "", "alice", "1");
        macOs.replaceNext();

        put(store, "registry.example", "bob", "2");

        assertThat(macOs.items()).hasLineCount(1);
        assertThat(found(store, "registry.example").credential().secret().text())
                .isEqualTo("2");

        store.secrets().put(new SecretId("a"), Secret.ofText("1"), Map.of());
        macOs.replaceNext();
        store.secrets().put(new SecretId("a"), Secret.ofText("2"), Map.of());
        assertThat(store.secrets().get(new SecretId("a")).orElseThrow().secret().text())
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32_767, 32_768, 65_535})
    void a_port_of_any_size_comes_back(int port) throws StoreException {
        macOs.dockerAdds("htps", "registry.example", port, "", "alice", "1");

        assertThat(store.list()).extracting(Entry::server).containsExactly("https://registry.example:" + port);
        assertThat(found(store, "registry.example:" + port).credential().username())
                .isEqualTo("alice");
    }

    @Test
    void a_user_name_with_nul_is_refused() {
        assertFails(Kind.REFUSED, "", () -> put(store, "registry.example", "a\0b", "secret"));
    }

    @Test
    void a_comment_that_does_not_fit_the_item_is_not_believed() throws StoreException {
        macOs.dockerAdds("htps", "registry.example", 0, "", "alice", "1");
        macOs.keychain().update(DockerLayout.query(), Map.of(Key.COMMENT, new Value.Text("other.example")));

        assertThat(store.list()).extracting(Entry::server).containsExactly("https://registry.example");
        assertThat(store.get(request("other.example"))).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void other_programs_items_are_neither_found_nor_listed_nor_erased_nor_replaced() throws StoreException {
        macOs.add("github.com", "htps", "github.com", 0, "", "alice", "git's");
        String before = macOs.items();

        assertThat(store.get(request("github.com"))).isInstanceOf(Lookup.Absent.class);
        assertThat(store.asUpstream().get(request("github.com"))).isInstanceOf(Lookup.Absent.class);
        assertThat(store.list()).isEmpty();
        assertThat(store.erase(server("github.com"))).isFalse();
        assertThat(store.asUpstream().erase(server("github.com"))).isFalse();
        assertFails(Kind.REFUSED, "Keychain Access", () -> put(store, "github.com", "alice", "ours"));
        assertThat(macOs.items()).isEqualTo(before);

        put(store, "github.com", "bob", "ours");
        assertThat(found(store, "github.com").credential().username()).isEqualTo("bob");
        assertFails(Kind.REFUSED, "Keychain Access", () -> put(store, "github.com", "alice", "ours"));
        assertThat(found(store, "github.com").credential().username()).isEqualTo("bob");
    }

    @Test
    void as_upstream_an_item_answers_for_shorter_addresses_and_erase_takes_what_would_answer() throws StoreException {
        CredentialStore upstream = store.asUpstream();
        put(upstream, "https://registry.example:2376/path", "alice", "1");

        assertThat(found(upstream, "registry.example").credential().username()).isEqualTo("alice");
        assertThat(upstream.get(request("registry.example:5000"))).isInstanceOf(Lookup.Absent.class);
        assertThat(upstream.get(request("http://registry.example"))).isInstanceOf(Lookup.Absent.class);

        put(upstream, "registry.example", "bob", "2");
        assertThat(upstream.list()).hasSize(2);
        assertThat(upstream.erase(server("registry.example"))).isTrue();
        assertThat(upstream.list()).extracting(Entry::username).containsExactly("alice");
        assertThat(upstream.erase(server("registry.example"))).isTrue();
        assertThat(upstream.list()).isEmpty();
    }

    @Test
    void a_credential_is_changed_in_place() throws StoreException {
        macOs.dockerAdds("htps", "registry.example", 0, "", "alice", "1");
        macOs.fail("SecItemAdd", -1);

        put(store, "registry.example", "bob", "2");

        assertThat(macOs.items()).hasLineCount(1);
        assertThat(found(store, "registry.example").credential().username()).isEqualTo("bob");
    }

    @Test
    void searching_and_listing_read_no_secret_and_a_look_up_reads_one() throws StoreException {
        for (int i = 0; i < 20; i++) {
            macOs.dockerAdds("htps", "registry" + i + ".example", 0, "", "alice", "secret");
        }
        macOs.trust();
        long before = macOs.secretsRead();

        assertThat(store.list()).hasSize(20);
        store.get(request("absent.example"));
        put(store, "registry3.example", "bob", "other");
        store.erase(server("registry4.example"));
        store.secrets().list(new SecretPattern("**"));
        store.probe();
        assertThat(macOs.secretsRead()).isEqualTo(before);

        found(store, "registry3.example").credential();
        assertThat(macOs.secretsRead()).isEqualTo(before + 1);
    }

    @Test
    void an_item_that_is_changed_while_it_is_looked_up_is_found_whole() throws StoreException {
        put(store, "registry.example", "alice", "hers");
        OsxKeychain interrupted =
                new OsxKeychain(new Interrupted(macOs.keychain(), () -> put(store, "registry.example", "bob", "his")));

        Credential found = found(interrupted, "registry.example").credential();

        assertThat(found.username()).isEqualTo("bob");
        assertThat(found.secret().text()).isEqualTo("his");
    }

    @Test
    void an_item_that_is_added_or_deleted_while_we_store_does_not_hinder_us() throws StoreException {
        put(
                new OsxKeychain(new Interrupted(
                        macOs.keychain(),
                        () -> macOs.dockerAdds("htps", "registry.example", 0, "", "alice", "docker's"))),
                "registry.example",
                "alice",
                "1");
        assertThat(found(store, "registry.example").credential().secret().text())
                .isEqualTo("1");

        macOs.trust();
        put(new OsxKeychain(new Interrupted(macOs.keychain(), macOs::empty)), "registry.example", "bob", "2");
        assertThat(macOs.items()).hasLineCount(1);
        assertThat(found(store, "registry.example").credential().username()).isEqualTo("bob");
    }

    @Test
    void a_locked_keychain_is_said_to_be_locked_and_can_still_be_listed() throws StoreException {
        put(store, "registry.example", "alice", "old");
        macOs.lock();

        assertThat(store.get(request("registry.example"))).isInstanceOfSatisfying(Lookup.Unavailable.class, locked -> {
            assertThat(locked.kind()).isEqualTo(Kind.LOCKED);
            assertThat(locked.whatToDo()).contains("security unlock-keychain");
        });
        assertFails(Kind.LOCKED, "unlock", () -> put(store, "registry.example", "alice", "new"));
        assertFails(Kind.LOCKED, "unlock", () -> put(store, "other.example", "alice", "new"));
        assertFails(Kind.LOCKED, "unlock", () -> store.secrets().put(new SecretId("a"), Secret.ofText("b"), Map.of()));
        assertThat(store.list()).hasSize(1);
        assertThat(store.probe()).isInstanceOf(Availability.Available.class);
        assertThat(macOs.items()).contains("|old\n").doesNotContain("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SecItemAdd", "SecItemCopyMatching"})
    void a_failure_while_storing_is_told(String function) {
        macOs.fail(function, -25291);

        assertFails(Kind.UNREACHABLE, "--store vault", () -> put(store, "registry.example", "alice", "secret"));
        assertThat(macOs.items()).isEmpty();
    }

    @Test
    void a_failure_while_erasing_is_told() throws StoreException {
        put(store, "registry.example", "alice", "secret");
        macOs.fail("SecItemDelete", -25244);

        assertFails(Kind.REFUSED, "Keychain Access", () -> store.erase(server("registry.example")));
    }

    @Test
    void a_keychain_that_is_not_there_is_missing() {
        macOs.fail("SecItemCopyMatching", -25307);

        assertThat(store.probe()).isInstanceOfSatisfying(Availability.Missing.class, missing -> {
            assertThat(missing.reason()).contains("no keychain");
            assertThat(missing.whatToDo()).isNotEmpty();
        });
    }

    @Test
    void a_question_that_nobody_answers_has_an_end() throws Exception {
        put(store, "registry.example", "alice", "secret");
        macOs.delay(600);
        long start = System.nanoTime();

        Lookup answer = store.get(new Request(server("registry.example"), Optional.empty(), Duration.ofMillis(100)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(answer).isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> {
            assertThat(unavailable.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(unavailable.whatToDo()).contains("macOS");
        });
        // The call that was left behind releases its objects before the next test counts them.
        Thread.sleep(700);
    }

    @Test
    void a_secret_is_laid_down_as_a_generic_password_with_its_metadata() throws StoreException {
        store.secrets().put(new SecretId("Team/app"), Secret.ofText("s3cret"), Map.of("owner", "alice"));

        assertThat(macOs.items())
                .isEqualTo("genp|coffer: Team/app|-|Team/app|-|-|-|-|-|dev.coffer.secrets|owner=alice\n|s3cret\n");
    }

    @Test
    void nothing_that_fails_shows_the_secret() {
        macOs.lock();

        assertThatThrownBy(() -> put(store, "registry.example", "alice", "canary-7f3a"))
                .hasMessageNotContaining("canary-7f3a");
        assertThat(DockerLayout.newItem(
                                server("registry.example"), new Credential("alice", Secret.ofText("canary-7f3a")))
                        .toString())
                .contains("alice")
                .doesNotContain("canary-7f3a");
    }

    @Test
    void without_macos_there_is_no_keychain() {
        assertFails(Kind.UNREACHABLE, "--store vault", SecurityFramework::open);
    }

    private static Request request(String server) {
        return Request.of(server(server));
    }

    private static Request request(String server, String account) {
        return new Request(server(server), Optional.of(account), Request.DEFAULT_LIMIT);
    }

    private static ServerAddress server(String text) {
        return ServerAddress.parse(text);
    }
}
