package dev.coffer.keychain.wincred;

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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WincredTest {
    private static final int NO_SUCH_LOGON_SESSION = 1312;

    @SuppressWarnings("NullAway.Init")
    private static Windows windows;

    @SuppressWarnings("NullAway.Init")
    private Wincred store;

    @BeforeAll
    static void compile() throws Exception {
        windows = Windows.compiled();
    }

    @BeforeEach
    void empty() {
        store = windows.empty().store();
    }

    @AfterEach
    void everything_was_given_back() {
        assertThat(windows.leaked()).isZero();
    }

    @Test
    void a_credential_is_laid_down_as_docker_does() throws StoreException {
        put(store, "https://index.docker.io/v1/", "alice", "s3cret");

        assertThat(windows.credentials())
                .isEqualTo("1|2|https://index.docker.io/v1/|alice|label=Docker Credentials;|6|s3cret\n");
    }

    @Test
    void what_dockers_helper_stored_is_found_and_listed() throws StoreException {
        windows.dockerAdds("https://index.docker.io/v1/", "hub", "1");
        windows.dockerAdds("registry.example:5000", "alice", "2");

        assertThat(store.list())
                .extracting(Entry::server, Entry::username)
                .containsExactly(tuple("https://index.docker.io/v1/", "hub"), tuple("registry.example:5000", "alice"));
        assertThat(found(store, "docker.io").credential().secret().text()).isEqualTo("1");
        assertThat(found(store, "https://registry.example:5000/v2/")
                        .credential()
                        .secret()
                        .text())
                .isEqualTo("2");
    }

    @Test
    void of_several_spellings_the_newest_is_given_and_storing_leaves_one() throws StoreException {
        windows.dockerAdds("https://registry.example", "old", "1");
        windows.dockerAdds("registry.example", "new", "2");
        assertThat(found(store, "registry.example").credential().username()).isEqualTo("new");
        assertThat(store.list()).extracting(Entry::username).containsExactly("new");

        put(store, "https://registry.example/v2/", "newest", "3");

        assertThat(windows.credentials()).hasLineCount(1).contains("|https://registry.example/v2/|newest|");
    }

    @Test
    void other_programs_credentials_are_neither_found_nor_listed_nor_erased_nor_replaced() throws StoreException {
        windows.add("https://github.com", "alice", "", "git's");
        windows.add("git:https://github.com", "alice", "another label", "git's");
        String before = windows.credentials();

        assertThat(store.get(request("https://github.com"))).isInstanceOf(Lookup.Absent.class);
        assertThat(store.list()).isEmpty();
        assertThat(store.erase(server("https://github.com"))).isFalse();
        assertThat(store.asUpstream().erase(server("https://github.com"))).isFalse();
        assertFails(
                Kind.REFUSED,
                "cmdkey /delete:https://github.com",
                () -> put(store, "https://GitHub.com", "alice", "ours"));
        assertThat(windows.credentials()).isEqualTo(before);
    }

    @Test
    void two_paths_that_windows_cannot_tell_apart_do_not_overwrite_each_other() throws StoreException {
        put(store, "registry.example/Team", "alice", "1");

        assertFails(Kind.REFUSED, "cmdkey", () -> put(store, "registry.example/team", "bob", "2"));
        assertThat(found(store, "registry.example/Team").credential().username())
                .isEqualTo("alice");
        assertThat(store.get(request("registry.example/team"))).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void a_host_in_another_case_takes_the_place() throws StoreException {
        put(store, "Registry.example", "alice", "1");
        put(store, "registry.example", "bob", "2");

        assertThat(windows.credentials()).hasLineCount(1);
        assertThat(found(store, "registry.example").credential().username()).isEqualTo("bob");
    }

    @Test
    void as_upstream_a_shorter_address_finds_a_longer_one_and_erase_takes_the_exact_text() throws StoreException {
        CredentialStore upstream = store.asUpstream();
        put(upstream, "https://foobar:2376/some/path", "alice", "1");
        put(upstream, "https://foobar", "bob", "2");

        assertThat(found(upstream, "https://foobar").credential().username()).isEqualTo("bob");
        assertThat(found(upstream, "foobar:2376").credential().username()).isEqualTo("alice");
        assertThat(upstream.get(request("https://foobar:5678"))).isInstanceOf(Lookup.Absent.class);
        assertThat(upstream.erase(server("foobar"))).isFalse();
        assertThat(upstream.erase(server("https://foobar"))).isTrue();
        assertThat(upstream.list()).extracting(Entry::username).containsExactly("alice");
    }

    @Test
    void a_long_secret_is_not_shown_to_dockers_helper_as_an_empty_one() throws StoreException {
        String token = "t".repeat(3000);
        put(store, "registry.example", "AWS", token);

        assertThat(found(store, "registry.example").credential().secret().text())
                .isEqualTo(token);
        assertThat(store.list()).extracting(Entry::server).containsExactly("registry.example");
        assertThat(windows.credentials()).doesNotContain("label=").hasLineCount(3);

        put(store, "registry.example", "AWS", "short");
        assertThat(windows.credentials()).isEqualTo("1|2|registry.example|AWS|label=Docker Credentials;|5|short\n");
    }

    @Test
    void whichever_call_fails_storing_tells_whether_the_new_credential_is_there() throws StoreException {
        int calls = 0;
        do {
            windows.empty();
            put(store, "https://registry.example", "alice", "old".repeat(1000));
            windows.failAfter(calls, 8);
            boolean stored = stores("registry.example", "bob", "new".repeat(1000));
            windows.failNoMore();

            assertThat(found(store, "registry.example").credential().username())
                    .as("after %s calls", calls)
                    .isEqualTo(stored ? "bob" : "alice");
            assertThat(store.list()).hasSize(1);
            calls++;
        } while (windows.failures() > 0);
        assertThat(calls).isGreaterThan(8);
    }

    private boolean stores(String server, String username, String secret) {
        try {
            put(store, server, username, secret);
            return true;
        } catch (StoreException failure) {
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            return false;
        }
    }

    @Test
    void a_credential_that_is_replaced_while_it_is_looked_up_is_found_whole() throws StoreException {
        put(store, "registry.example", "alice", "hers");
        Wincred interrupted =
                new Wincred(new Interrupted(windows.manager(), 0, () -> put(store, "registry.example", "bob", "his")));

        Credential found = found(interrupted, "registry.example").credential();

        assertThat(found.username()).isEqualTo("bob");
        assertThat(found.secret().text()).isEqualTo("his");
    }

    @Test
    void a_logon_without_credentials_is_said_to_be_one() {
        windows.failAfter(0, NO_SUCH_LOGON_SESSION);

        assertThat(store.get(request("registry.example")))
                .isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> {
                    assertThat(unavailable.kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(unavailable.why().text()).contains("SSH");
                    assertThat(unavailable.whatToDo()).contains("desktop");
                });
        assertFails(Kind.UNREACHABLE, "desktop", store::list);
        assertFails(Kind.UNREACHABLE, "desktop", () -> put(store, "registry.example", "a", "b"));
        assertFails(Kind.UNREACHABLE, "desktop", () -> store.erase(server("registry.example")));
        assertFails(Kind.UNREACHABLE, "desktop", () -> store.secrets().list(new SecretPattern("**")));
        assertThat(store.probe()).isInstanceOf(Availability.Missing.class);
    }

    @Test
    void an_empty_credential_manager_is_available() {
        assertThat(store.probe())
                .isEqualTo(new Availability.Available("the credential manager answers; it has 0 credentials"));
    }

    @Test
    void a_user_name_that_windows_has_no_room_for_is_refused() throws StoreException {
        put(store, "registry.example", "u".repeat(513), "secret");
        assertThat(found(store, "registry.example").credential().username()).hasSize(513);

        assertFails(Kind.REFUSED, "--store vault", () -> put(store, "registry.example", "u".repeat(514), "secret"));
        assertFails(Kind.REFUSED, "--store vault", () -> put(store, "registry.example", "a\0b", "secret"));
        assertThat(found(store, "registry.example").credential().username()).hasSize(513);
    }

    @Test
    void windows_itself_refuses_a_blob_that_is_too_long() {
        assertFails(Kind.REFUSED, "--store vault", () -> windows.manager()
                .write(new WinCredential("a", "b", Map.of()), new byte[CredentialManager.MAX_BLOB + 1]));
    }

    @Test
    void a_secret_is_laid_down_with_its_metadata() throws StoreException {
        store.secrets().put(new SecretId("Team/app"), Secret.ofText("s3cret"), Map.of("owner", "alice"));

        assertThat(windows.credentials())
                .isEqualTo("1|2|coffer:secret:^team/app|coffer|coffer=secret;coffer:meta:0=owner=alice\n;|6|s3cret\n");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void what_lies_under_a_secrets_name_and_is_none_is_damage() {
        windows.add("coffer:secret:a", "somebody", "", "else");

        assertFails(Kind.DAMAGED, "store it anew", () -> store.secrets().get(new SecretId("a")));
    }

    @Test
    void nothing_that_fails_shows_the_secret() {
        windows.failAfter(2, 5);

        assertThatThrownBy(() -> put(store, "registry.example", "alice", "canary-7f3a"))
                .hasMessageNotContaining("canary-7f3a");
    }

    @Test
    void without_windows_there_is_no_credential_manager() {
        assertFails(Kind.UNREACHABLE, "--store vault", Advapi32::open);
    }

    private static Request request(String server) {
        return Request.of(server(server));
    }

    private static ServerAddress server(String text) {
        return ServerAddress.parse(text);
    }
}
