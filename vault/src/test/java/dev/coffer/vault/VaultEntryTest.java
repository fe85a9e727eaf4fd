package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Secret;
import dev.coffer.vault.files.DamagedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultEntryTest {
    private static final VaultEntry EXAMPLE = new VaultEntry(
            new Label(
                    EntryKind.CREDENTIAL,
                    "docker.io",
                    "https://index.docker.io/v1/",
                    "alice",
                    Optional.of(Instant.ofEpochSecond(4, 5)),
                    Optional.of("auth.docker.io"),
                    Map.of("b", "2", "a", "1")),
            Instant.ofEpochSecond(-1, 999_999_999),
            Secret.ofText("s3cret"));

    @Test
    void the_record_has_the_documented_bytes() {
        String expected = "01" // version
                + "01" // credential
                + "00000009" + hex("docker.io")
                + "0000001b" + hex("https://index.docker.io/v1/")
                + "00000005" + hex("alice")
                + "01" + "0000000000000004" + "00000005" // expires
                + "01" + "0000000e" + hex("auth.docker.io") // realm
                + "00000002" // metadata
                + "00000001" + hex("a") + "00000001" + hex("1")
                + "00000001" + hex("b") + "00000001" + hex("2")
                + "ffffffffffffffff" + "3b9ac9ff" // stored at
                + "00000006" + hex("s3cret");

        assertThat(HexFormat.of().formatHex(EXAMPLE.encode())).isEqualTo(expected);
    }

    @Property(tries = 500)
    void every_record_can_be_read_back(@ForAll("entries") VaultEntry entry) throws DamagedException {
        assertThat(VaultEntry.decode(entry.encode())).isEqualTo(entry);
    }

    @Test
    void a_record_that_is_cut_off_anywhere_is_damaged() {
        byte[] record = EXAMPLE.encode();
        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> VaultEntry.decode(cut)).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void bytes_after_the_end_are_damage() {
        byte[] record = EXAMPLE.encode();
        assertThatThrownBy(() -> VaultEntry.decode(Arrays.copyOf(record, record.length + 1)))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("after its end");
    }

    @ParameterizedTest
    @CsvSource({
        "00, is of version 0",
        "02, is of version 2",
        "0103, unknown kind",
        "0101ffffffff, beyond all limits",
        "01017fffffff, ends too early",
        "010100000001ff, not UTF-8",
        "0101000000000000000000000000" + "02, neither 0 nor 1",
        "0101000000000000000000000000" + "01000000000000000ffffffff0, beyond all limits",
        "0101000000000000000000000000" + "0100000000000000003b9aca00, time that is none",
        "0101000000000000000000000000" + "017fffffffffffffff00000000, time that is none",
        "0101000000000000000000000000" + "0000" + "00000002" + "00000000000000000000000000000000, metadata twice",
    })
    void each_deviation_is_named(String record, String reason) {
        assertThatThrownBy(() ->
                        VaultEntry.decode(HexFormat.of().parseHex(record.length() % 2 == 0 ? record : record + "0")))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void no_input_brings_the_parser_down() {
        Random random = new Random(42);
        byte[] example = EXAMPLE.encode();
        for (int round = 0; round < 100_000; round++) {
            byte[] input = Arrays.copyOf(example, random.nextInt(example.length + 8));
            for (int edits = random.nextInt(6); edits > 0 && input.length > 0; edits--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            parse(input);
        }
        for (int round = 0; round < 20_000; round++) {
            byte[] input = new byte[random.nextInt(200)];
            random.nextBytes(input);
            parse(input);
        }
    }

    /** What can be read is what would be written: there is one form only, but for the order of the metadata. */
    private static void parse(byte[] input) {
        VaultEntry entry;
        try {
            entry = VaultEntry.decode(input);
        } catch (DamagedException documented) {
            return;
        }
        assertThat(entry.encode()).hasSize(input.length);
    }

    @Provide
    Arbitrary<VaultEntry> entries() {
        Arbitrary<String> text = Arbitraries.strings()
                .ofMaxLength(40)
                .map(any -> new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        Arbitrary<Optional<Instant>> expiry = Arbitraries.longs()
                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                .map(Instant::ofEpochSecond)
                .optional();
        Arbitrary<Label> labels = Combinators.combine(
                        Arbitraries.of(EntryKind.class),
                        text,
                        text,
                        text,
                        expiry,
                        text.optional(),
                        Arbitraries.maps(text, text).ofMaxSize(4))
                .as(Label::new);
        Arbitrary<Secret> secrets =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(2000).map(Secret::copyOf);
        return Combinators.combine(labels, secrets)
                .as((label, secret) -> new VaultEntry(label, Instant.EPOCH.plusNanos(secret.length()), secret));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
