package dev.coffer.keychain.wincred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    private static final WinCredential MAIN = new WinCredential("main", "alice", Map.of());
    private static final String NAME = "0123456789abcdef0123456789abcdef";
    private static final int NOT_ENOUGH_MEMORY = 8;

    @SuppressWarnings("NullAway.Init")
    private static Windows windows;

    @SuppressWarnings("NullAway.Init")
    private Chunks chunks;

    @BeforeAll
    static void compile() throws Exception {
        windows = Windows.compiled();
    }

    @BeforeEach
    void empty() {
        chunks = new Chunks(windows.empty().manager());
    }

    @AfterEach
    void everything_was_given_back() {
        assertThat(windows.leaked()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2559, 0", "2560, 0", "2561, 2", "5120, 2", "5121, 3", "100000, 40"})
    void what_is_longer_than_a_blob_lies_in_chunks(int length, int count) throws StoreException {
        chunks.write(MAIN, secret(length, 'a'));

        assertThat(windows.writes()).isEqualTo(1 + count);
        assertThat(read()).isEqualTo(secret(length, 'a'));
        assertThat(windows.manager().read("main").orElseThrow().blob().length()).isEqualTo(count == 0 ? length : 0);
    }

    @ParameterizedTest
    @CsvSource({"5000, 6000, 3", "5000, 10, 0", "10, 5000, 2", "10, 20, 0"})
    void the_former_chunks_go(int first, int second, int left) throws StoreException {
        chunks.write(MAIN, secret(first, 'a'));
        chunks.write(MAIN, secret(second, 'b'));

        assertThat(read()).isEqualTo(secret(second, 'b'));
        assertThat(windows.manager().list("")).hasSize(1 + left);
        assertThat(chunks.delete("main")).isTrue();
        assertThat(windows.manager().list("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"6000, 9000", "6000, 10", "10, 9000"})
    void whichever_call_is_the_last_the_old_secret_or_the_new_one_is_there(int first, int second)
            throws StoreException {
        int calls = 0;
        do {
            windows.empty();
            chunks.write(MAIN, secret(first, 'a'));
            windows.failAfter(calls, NOT_ENOUGH_MEMORY);
            boolean stored = stores(secret(second, 'b'));
            windows.failNoMore();

            assertThat(read()).as("after %s calls", calls).isEqualTo(stored ? secret(second, 'b') : secret(first, 'a'));
            calls++;
        } while (windows.failures() > 0);
        assertThat(calls).isGreaterThan(3);
    }

    private boolean stores(Secret secret) {
        try {
            chunks.write(MAIN, secret);
            return true;
        } catch (StoreException failure) {
            assertThat(failure).hasMessageContaining("(error 8)");
            return false;
        }
    }

    @Test
    void chunks_that_nothing_names_are_swept_when_they_are_old() throws StoreException {
        chunks.write(MAIN, secret(6000, 'a'));
        windows.add("coffer:chunk:" + NAME + ":0", "", "", "left over");
        windows.pass(3500);
        windows.add("coffer:chunk:" + NAME + ":1", "", "", "being written");
        windows.pass(200);
        windows.dockerAdds("registry.example", "bob", "secret");

        chunks.sweep();

        assertThat(windows.credentials()).doesNotContain("left over").contains("being written");
        assertThat(read()).isEqualTo(secret(6000, 'a'));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void chunks_that_are_replaced_while_they_are_read_come_back_whole(int reads) throws StoreException {
        chunks.write(MAIN, secret(6000, 'a'));
        Chunks interrupted =
                new Chunks(new Interrupted(windows.manager(), reads, () -> chunks.write(MAIN, secret(7000, 'b'))));

        assertThat(interrupted.read("main").orElseThrow().secret()).isEqualTo(secret(7000, 'b'));
    }

    @Test
    void a_credential_that_is_deleted_while_its_chunks_are_read_is_gone() throws StoreException {
        chunks.write(MAIN, secret(6000, 'a'));
        Chunks interrupted = new Chunks(new Interrupted(windows.manager(), 2, () -> chunks.delete("main")));

        assertThat(interrupted.read("main")).isEmpty();
    }

    @Test
    void a_missing_chunk_is_damage() throws StoreException {
        chunks.write(MAIN, secret(6000, 'a'));
        String chunk = windows.manager().list("coffer:chunk:").get(1).target();
        windows.manager().delete(chunk);

        assertDamaged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", NAME + " 2 9999999", NAME + " 1 6000", "0123 3 6000", NAME + " 3 6000 1"})
    void an_attribute_that_names_no_chunks_is_damage(String named) throws StoreException {
        windows.manager().write(MAIN.with(Chunks.GENERATION, named), new byte[0]);

        assertDamaged();
    }

    private void assertDamaged() {
        assertThatThrownBy(() -> chunks.read("main")).isInstanceOfSatisfying(StoreException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.DAMAGED);
            assertThat(failure).hasMessageContaining("main");
        });
    }

    @Test
    void a_secret_of_more_than_4_mib_is_refused_and_nothing_is_left() throws StoreException {
        assertThatThrownBy(() -> chunks.write(MAIN, secret(4 * 1024 * 1024 + 1, 'a')))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.REFUSED));
        assertThat(windows.manager().list("")).isEmpty();
    }

    @Property
    void any_text_names_chunks_or_none(@ForAll String text) {
        Chunks.Generation.parse(text)
                .ifPresent(generation -> assertThat(generation).hasToString(text));
    }

    private Secret read() throws StoreException {
        return chunks.read("main").orElseThrow().secret();
    }

    private static Secret secret(int length, char of) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) of);
        return Secret.owning(bytes);
    }
}
