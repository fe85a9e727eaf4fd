package dev.coffer.api.testkit;

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
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link CredentialStore} promises. */
public abstract class CredentialStoreContract {
    private static final Instant FAR = Instant.parse("2999-12-31T23:59:59.123456789Z");
    private static final int THREADS = 6;

    private CredentialStore store;

    /**
     * An empty store.
     *
     * @param folder an empty folder in which the store may keep its files
     */
    protected abstract CredentialStore newStore(Path folder) throws Exception;

    /**
     * False for a store whose format has no place for a credential's expiry and realm: it drops them, and so never says
     * that something is expired.
     */
    protected boolean keepsExpiryAndRealm() {
        return true;
    }

    /** False for a store that keeps well-formed UTF-8 only: it refuses other bytes, and keeps what it had. */
    protected boolean keepsAnyBytes() {
        return true;
    }

    @BeforeEach
    void openStore(@TempDir Path folder) throws Exception {
        store = newStore(folder);
    }

    @Test
    void what_was_never_stored_is_absent_and_the_reason_is_said() {
        Lookup answer = get("registry.example");

        assertThat(answer).isInstanceOfSatisfying(Lookup.Absent.class, absent -> assertThat(absent.why())
                .isNotEmpty());
    }

    @Test
    void what_was_stored_is_found_with_its_origin() throws StoreException {
        put("registry.example:5000", "alice", "s3cret");

        Lookup.Found found = found("registry.example:5000");

        assertThat(found.credential().username()).isEqualTo("alice");
        assertThat(found.credential().secret().text()).isEqualTo("s3cret");
        assertThat(found.origin().source()).isEqualTo(store.name());
        assertThat(found.origin().server()).isEqualTo("registry.example:5000");
    }

    @Test
    void storing_again_replaces_user_secret_and_spelling() throws StoreException {
        put("registry.example", "alice", "first");
        put("https://Registry.Example/v2/", "bob", "second");

        Lookup.Found found = found("registry.example");

        assertThat(found.credential().username()).isEqualTo("bob");
        assertThat(found.credential().secret().text()).isEqualTo("second");
        assertThat(found.origin().server()).isEqualTo("https://Registry.Example/v2/");
        assertThat(store.list())
                .extracting(Entry::server, Entry::username)
                .containsExactly(tuple("https://Registry.Example/v2/", "bob"));
    }

    static List<String> textSecrets() {
        return List.of(
                "",
                " ",
                "\n",
                "line one\nline two\r\n",
                "trailing newline\n",
                "\ttabs and \"quotes\" \\ 'and' $VARIABLES `and` %signs%",
                "pässwörd — 密码 — 🔑",
                "\0",
                "a\0b",
                "\0".repeat(300),
                "{\"json\": true}",
                "x".repeat(64 * 1024));
    }

    @ParameterizedTest
    @MethodSource("textSecrets")
    void a_secret_comes_back_as_it_was(String secret) throws StoreException {
        put("registry.example", "alice", secret);

        assertThat(found("registry.example").credential().secret().text()).isEqualTo(secret);
    }

    static List<byte[]> binarySecrets() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return List.of(new byte[] {(byte) 0xff, (byte) 0xfe}, new byte[] {(byte) 0xc3}, all);
    }

    @ParameterizedTest
    @MethodSource("binarySecrets")
    void bytes_that_are_no_text_come_back_or_are_refused(byte[] secret) throws StoreException {
        put("registry.example", "alice", "former");
        Credential credential = new Credential("bob", Secret.copyOf(secret));

        if (keepsAnyBytes()) {
            store.store(server("registry.example"), credential);
            assertThat(found("registry.example").credential()).isEqualTo(credential);
            return;
        }
        assertThatThrownBy(() -> store.store(server("registry.example"), credential))
                .isInstanceOfSatisfying(StoreException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(refusal).hasMessageContaining("text");
                    assertThat(refusal.whatToDo()).isNotEmpty();
                });
        assertThat(found("registry.example").credential()).isEqualTo(new Credential("alice", Secret.ofText("former")));
        assertThat(store.list()).extracting(Entry::username).containsExactly("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "alice@example.org",
                "robot$project+ci",
                "with space",
                "with:colon",
                "with/slash",
                "Ünïcödé 用户 🙂",
                "AWS",
                "00000000-0000-0000-0000-000000000000"
            })
    void a_user_name_comes_back_as_it_was(String username) throws StoreException {
        put("registry.example", username, "secret");

        assertThat(found("registry.example").credential().username()).isEqualTo(username);
        assertThat(store.list()).extracting(Entry::username).containsExactly(username);
    }

    @Test
    void an_identity_token_keeps_the_user_name_that_marks_it() throws StoreException {
        put("registry.example", Credential.TOKEN_USERNAME, "refresh-token");

        assertThat(found("registry.example").credential().isIdentityToken()).isTrue();
    }

    @Test
    void storing_leaves_the_callers_secret_alone() throws StoreException {
        Secret secret = Secret.ofText("mine");
        store.store(server("registry.example"), new Credential("alice", secret));

        assertThat(secret.text()).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example,              https://registry.example",
        "registry.example,              REGISTRY.Example",
        "registry.example,              registry.example.",
        "registry.example,              registry.example:443",
        "registry.example,              https://registry.example:443/v2/",
        "registry.example,              registry.example/v1/",
        "registry.example:5000,         https://registry.example:5000/",
        "registry.example/team,         https://registry.example/team/",
        "bücher.example,                xn--bcher-kva.example",
        "[::1]:5000,                    [0:0:0:0:0:0:0:1]:5000",
        "docker.io,                     https://index.docker.io/v1/",
        "index.docker.io,               registry-1.docker.io",
        "https://registry-1.docker.io,  docker.io",
    })
    void two_spellings_of_a_server_are_one(String stored, String asked) throws StoreException {
        put(stored, "alice", "secret");

        assertThat(found(asked).origin().server()).isEqualTo(stored);
        assertThat(store.erase(server(asked))).isTrue();
        assertThat(get(stored)).isInstanceOf(Lookup.Absent.class);
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example,               registry.example:5000",
        "registry.example:5000,          registry.example",
        "registry.example:5000,          registry.example:5001",
        "registry.example,               example",
        "registry.example,               other.registry.example",
        "registry.example/team,          registry.example",
        "registry.example/team,          registry.example/teams",
        "registry.example/team/app,      registry.example/team",
        "registry.example/Team,          registry.example/team",
        "http://registry.example,        registry.example",
        "docker.io,                      https://index.docker.io/v1/access-token",
        "docker.io,                      https://index.docker.io/v1/refresh-token",
        "https://index.docker.io/v1/access-token,  docker.io",
        "https://index.docker.io/v1/access-token,  https://index.docker.io/v1/refresh-token",
    })
    void other_servers_get_nothing(String stored, String asked) throws StoreException {
        put(stored, "alice", "secret");

        assertThat(get(asked)).isInstanceOf(Lookup.Absent.class);
        assertThat(store.erase(server(asked))).isFalse();
        assertThat(get(stored)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void a_path_is_answered_by_itself_then_by_its_parents_then_by_the_host() throws StoreException {
        put("registry.example", "host", "1");
        put("registry.example/team", "team", "2");
        put("registry.example/team/app/web", "web", "3");

        Map<String, String> expected = new TreeMap<>(Map.of(
                "registry.example", "host",
                "registry.example/other", "host",
                "registry.example/team", "team",
                "registry.example/team/app", "team",
                "registry.example/team/app/web", "web",
                "registry.example/team/app/web/more", "web"));

        Map<String, String> answered = new TreeMap<>();
        for (String asked : expected.keySet()) {
            answered.put(asked, found(asked).credential().username());
        }
        assertThat(answered).isEqualTo(expected);
    }

    @Test
    void plain_http_finds_the_host_only_when_nothing_is_stored_for_itself() throws StoreException {
        put("registry.example", "secure", "1");
        assertThat(found("http://registry.example").credential().username()).isEqualTo("secure");
        assertThat(found("http://registry.example:443").credential().username()).isEqualTo("secure");

        put("http://registry.example", "plain", "2");
        assertThat(found("http://registry.example").credential().username()).isEqualTo("plain");
        assertThat(found("registry.example").credential().username()).isEqualTo("secure");
    }

    @Test
    void a_user_is_not_given_another_users_credential() throws StoreException {
        put("registry.example", "alice", "hers");

        assertThat(store.get(request("registry.example", "alice"))).isInstanceOf(Lookup.Found.class);
        assertThat(store.get(request("registry.example", "bob"))).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void erasing_takes_exactly_the_server_that_is_named() throws StoreException {
        put("registry.example", "host", "1");
        put("registry.example/team", "team", "2");
        put("registry.example/team/app", "app", "3");
        put("http://registry.example/team", "plain", "4");

        assertThat(store.erase(server("registry.example/team"))).isTrue();

        assertThat(store.list()).extracting(Entry::username).containsExactlyInAnyOrder("host", "app", "plain");
        assertThat(found("registry.example/team").credential().username()).isEqualTo("host");
    }

    @Test
    void erasing_what_is_not_there_says_so() throws StoreException {
        assertThat(store.erase(server("registry.example"))).isFalse();

        put("registry.example", "alice", "secret");

        assertThat(store.erase(server("registry.example/team"))).isFalse();
        assertThat(store.erase(server("registry.example"))).isTrue();
        assertThat(store.erase(server("registry.example"))).isFalse();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void what_was_erased_can_be_stored_again() throws StoreException {
        put("registry.example", "alice", "first");
        store.erase(server("registry.example"));
        put("registry.example", "alice", "second");

        assertThat(found("registry.example").credential().secret().text()).isEqualTo("second");
    }

    @Test
    void an_empty_store_lists_nothing() throws StoreException {
        assertThat(store.list()).isEmpty();
    }

    @Test
    void the_list_has_the_spelling_last_stored_and_is_in_order() throws StoreException {
        put("zeta.example", "z", "1");
        put("docker.io", "hub", "1");
        put("https://index.docker.io/v1/", "hub", "1");
        put("Alpha.example:5000", "a", "1");
        put("alpha.example:5000/team", "a", "1");

        assertThat(store.list())
                .extracting(Entry::server)
                .containsExactlyInAnyOrder(
                        "zeta.example", "https://index.docker.io/v1/", "Alpha.example:5000", "alpha.example:5000/team")
                .isSorted();
    }

    @Test
    void expiry_and_realm_are_kept_or_dropped() throws StoreException {
        Credential credential =
                new Credential("alice", Secret.ofText("token"), Optional.of(FAR), Optional.of("auth.example:8443"));
        store.store(server("registry.example"), credential);

        boolean kept = keepsExpiryAndRealm();
        assertThat(found("registry.example").credential())
                .isEqualTo(kept ? credential : new Credential("alice", Secret.ofText("token")));
        assertThat(store.list())
                .containsExactly(new Entry("registry.example", "alice", kept ? Optional.of(FAR) : Optional.empty()));
    }

    @Test
    void what_is_expired_is_said_to_be_so_and_stays_in_the_list() throws StoreException {
        Instant past = Instant.parse("2001-02-03T04:05:06Z");
        put("example", "parent", "valid");
        store.store(
                server("example/team"),
                new Credential("alice", Secret.ofText("token"), Optional.of(past), Optional.empty()));

        if (keepsExpiryAndRealm()) {
            assertThat(get("example/team")).isInstanceOfSatisfying(Lookup.Unavailable.class, unavailable -> {
                assertThat(unavailable.kind()).isEqualTo(Kind.EXPIRED);
                assertThat(unavailable.whatToDo()).contains("coffer login example/team");
            });
            assertThat(store.list()).contains(new Entry("example/team", "alice", Optional.of(past)));
        } else {
            assertThat(found("example/team").credential()).isEqualTo(new Credential("alice", Secret.ofText("token")));
            assertThat(store.list()).contains(new Entry("example/team", "alice", Optional.empty()));
        }
    }

    @Test
    void many_threads_lose_nothing() throws Exception {
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String mine = "thread" + thread + ".example";
            work.add(() -> {
                for (int round = 0; round < 5; round++) {
                    put(mine, "user", "secret " + round);
                    put("shared.example", mine, mine);
                    assertThat(found(mine).credential().secret().text()).isEqualTo("secret " + round);
                    Credential shared = found("shared.example").credential();
                    assertThat(shared.secret().text()).isEqualTo(shared.username());
                    put(mine + "/gone", "user", "secret");
                    assertThat(store.erase(server(mine + "/gone"))).isTrue();
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Void> done : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
                done.get();
            }
        }
        assertThat(store.list())
                .extracting(Entry::server)
                .containsExactly(
                        "shared.example",
                        "thread0.example",
                        "thread1.example",
                        "thread2.example",
                        "thread3.example",
                        "thread4.example",
                        "thread5.example");
    }

    @Test
    void no_answer_shows_the_secret() throws StoreException {
        put("registry.example", "alice", "canary-7f3a");

        assertThat(get("registry.example").toString()).doesNotContain("canary-7f3a");
        assertThat(store.list().toString()).doesNotContain("canary-7f3a");
        assertThat(store.toString()).doesNotContain("canary-7f3a");
    }

    private static ServerAddress server(String text) {
        return ServerAddress.parse(text);
    }

    private static Request request(String server, String account) {
        return new Request(server(server), Optional.of(account), Request.DEFAULT_LIMIT);
    }

    private void put(String server, String username, String secret) throws StoreException {
        store.store(server(server), new Credential(username, Secret.copyOf(secret.getBytes(StandardCharsets.UTF_8))));
    }

    private Lookup get(String server) {
        return store.get(Request.of(server(server)));
    }

    private Lookup.Found found(String server) {
        Lookup answer = get(server);
        assertThat(answer).isInstanceOf(Lookup.Found.class);
        return (Lookup.Found) answer;
    }
}
