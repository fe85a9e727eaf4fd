package dev.coffer.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** What every {@link SecretStore} promises. */
public abstract class SecretStoreContract {
    private static final SecretPattern EVERYTHING = new SecretPattern("**");
    private static final int THREADS = 6;

    private SecretStore store;

    /**
     * An empty store.
     *
     * @param folder an empty folder in which the store may keep its files
     */
    protected abstract SecretStore newStore(Path folder) throws Exception;

    @BeforeEach
    void openStore(@TempDir Path folder) throws Exception {
        store = newStore(folder);
    }

    @Test
    void what_was_never_put_is_absent() throws StoreException {
        assertThat(store.get(new SecretId("a/b"))).isEmpty();
    }

    @Test
    void what_was_put_is_given_back_with_its_metadata() throws StoreException {
        put("team/app", "s3cret", Map.of("owner", "alice", "note", "línea\ndos"));

        StoredSecret found = store.get(new SecretId("team/app")).orElseThrow();

        assertThat(found.id()).isEqualTo(new SecretId("team/app"));
        assertThat(found.secret().text()).isEqualTo("s3cret");
        assertThat(found.metadata()).isEqualTo(Map.of("owner", "alice", "note", "línea\ndos"));
    }

    @Test
    void putting_again_replaces_secret_and_metadata() throws StoreException {
        put("team/app", "first", Map.of("owner", "alice"));
        put("team/app", "second", Map.of("stage", "test"));

        StoredSecret found = store.get(new SecretId("team/app")).orElseThrow();

        assertThat(found.secret().text()).isEqualTo("second");
        assertThat(found.metadata()).isEqualTo(Map.of("stage", "test"));
        assertThat(store.list(EVERYTHING)).hasSize(1);
    }

    static List<byte[]> secrets() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {'\n'},
                "two\r\nlines\n".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xff, (byte) 0xc3, 0},
                all,
                new byte[100_000]);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void the_bytes_of_a_secret_come_back_as_they_were(byte[] secret) throws StoreException {
        store.put(new SecretId("a"), Secret.copyOf(secret), Map.of());

        assertThat(store.get(new SecretId("a")).orElseThrow().secret().copyBytes())
                .isEqualTo(secret);
    }

    @Test
    void putting_leaves_the_callers_secret_alone() throws StoreException {
        Secret secret = Secret.ofText("mine");
        store.put(new SecretId("a"), secret, Map.of());

        assertThat(secret.text()).isEqualTo("mine");
    }

    @Test
    void ids_are_compared_exactly() throws StoreException {
        put("Team/app", "upper", Map.of());
        put("team/app", "lower", Map.of());
        put("team", "parent", Map.of());
        put("host:5000", "colon", Map.of());

        assertThat(secret("Team/app")).isEqualTo("upper");
        assertThat(secret("team/app")).isEqualTo("lower");
        assertThat(secret("team")).isEqualTo("parent");
        assertThat(secret("host:5000")).isEqualTo("colon");
        assertThat(store.get(new SecretId("team/app/more"))).isEmpty();
        assertThat(store.get(new SecretId("host"))).isEmpty();
    }

    @Test
    void an_id_may_have_the_greatest_length() throws StoreException {
        String longest = "a".repeat(SecretId.MAX_LENGTH);
        put(longest, "secret", Map.of());

        assertThat(secret(longest)).isEqualTo("secret");
    }

    @Test
    void deleting_takes_exactly_the_id_that_is_named() throws StoreException {
        put("team", "1", Map.of());
        put("team/app", "2", Map.of());
        put("team/app/web", "3", Map.of());

        assertThat(store.delete(new SecretId("team/app"))).isTrue();
        assertThat(store.delete(new SecretId("team/app"))).isFalse();
        assertThat(ids(EVERYTHING)).containsExactly("team", "team/app/web");
    }

    @Test
    void deleting_what_is_not_there_says_so() throws StoreException {
        assertThat(store.delete(new SecretId("a"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    **          | a a/b a/b/c d/b z
                    a           | a
                    *           | a z
                    */b         | a/b d/b
                    a/**        | a a/b a/b/c
                    **/b        | a/b d/b
                    a/**/c      | a/b/c
                    */*/*       | a/b/c
                    nothing/**  |
                    """)
    void the_list_has_what_the_pattern_selects_in_order(String pattern, String expected) throws StoreException {
        for (String id : List.of("z", "a/b/c", "a", "d/b", "a/b")) {
            put(id, "secret", Map.of("id", id));
        }
        List<String> wanted = expected == null ? List.of() : List.of(expected.split(" ", -1));

        assertThat(ids(new SecretPattern(pattern))).isEqualTo(wanted);
        assertThat(store.list(new SecretPattern(pattern))).allSatisfy(entry -> assertThat(entry.metadata())
                .containsEntry("id", entry.id().value()));
    }

    @Test
    void an_empty_store_lists_nothing() throws StoreException {
        assertThat(store.list(EVERYTHING)).isEmpty();
    }

    @Test
    void many_threads_lose_nothing() throws Exception {
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String mine = "thread" + thread;
            work.add(() -> {
                for (int round = 0; round < 5; round++) {
                    put(mine + "/kept", "secret " + round, Map.of());
                    assertThat(secret(mine + "/kept")).isEqualTo("secret " + round);
                    put("shared", mine, Map.of());
                    put(mine + "/gone", "secret", Map.of());
                    assertThat(store.delete(new SecretId(mine + "/gone"))).isTrue();
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Void> done : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
                done.get();
            }
        }
        assertThat(ids(EVERYTHING)).hasSize(THREADS + 1).doesNotHaveDuplicates();
    }

    @Test
    void no_answer_shows_the_secret() throws StoreException {
        put("a", "canary-7f3a", Map.of());

        assertThat(store.get(new SecretId("a")).toString()).doesNotContain("canary-7f3a");
        assertThat(store.list(EVERYTHING).toString()).doesNotContain("canary-7f3a");
        assertThat(store.toString()).doesNotContain("canary-7f3a");
    }

    private void put(String id, String secret, Map<String, String> metadata) throws StoreException {
        store.put(new SecretId(id), Secret.ofText(secret), metadata);
    }

    private String secret(String id) throws StoreException {
        return store.get(new SecretId(id)).orElseThrow().secret().text();
    }

    private List<String> ids(SecretPattern pattern) throws StoreException {
        List<String> ids = new ArrayList<>();
        for (SecretEntry entry : store.list(pattern)) {
            ids.add(entry.id().value());
        }
        return ids;
    }
}
