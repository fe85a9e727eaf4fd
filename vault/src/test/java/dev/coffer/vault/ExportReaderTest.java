package dev.coffer.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Secret;
import dev.coffer.vault.files.DamagedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plaintext of an export. */
class ExportReaderTest {
    private static final List<VaultEntry> ENTRIES = List.of(
            entry(
                    new Label(
                            EntryKind.CREDENTIAL,
                            "docker.io",
                            "https://index.docker.io/v1/",
                            "alice",
                            Optional.of(Instant.EPOCH),
                            Optional.of("auth.docker.io"),
                            Map.of()),
                    "s3cret"),
            entry(secret("a/b", Map.of("k", "v")), ""));

    @Test
    void what_was_written_is_read_in_its_order() throws Exception {
        assertThat(read(export(ENTRIES))).isEqualTo(ENTRIES);
        assertThat(read(export(List.of()))).isEmpty();
    }

    @Test
    void the_plaintext_has_the_documented_bytes() throws Exception {
        VaultEntry entry = new VaultEntry(secret("a", Map.of()), Instant.EPOCH, Secret.ofText("x"));

        String expected = "636f666665722d6578706f727420310a"
                + "0100000027"
                + "0102"
                + "0000000161" + "0000000161" + "00000000"
                + "0000" + "00000000"
                + "0000000000000000" + "00000000"
                + "0000000178"
                + "0000000001";
        assertThat(HexFormat.of().formatHex(export(List.of(entry)))).isEqualTo(expected);
    }

    @Test
    void after_the_end_there_is_nothing_more() throws Exception {
        ExportReader reader = new ExportReader(new ByteArrayInputStream(export(List.of())));
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not the export of a vault",
        "636f66666572, is not the export of a vault",
        "636f666665722d6578706f727420, ends too early",
        "636f666665722d6578706f727420310a, ends too early",
        "636f666665722d6578706f727420310a02, neither an entry nor the end",
        "636f666665722d6578706f727420310a0000000001, as many entries",
        "636f666665722d6578706f727420310a0000000000ff, after its end",
        "636f666665722d6578706f727420310a0100108001, longer than any",
        "636f666665722d6578706f727420310a017fffffff, longer than any",
        "636f666665722d6578706f727420310a01ffffffff, beyond all limits",
        "636f666665722d6578706f727420310a010010800001, ends too early",
        "636f666665722d6578706f727420310a010000000102, is of version 2",
    })
    void each_deviation_is_named(String hex, String reason) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(hex)))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void another_version_is_told_from_damage() {
        for (String head : List.of("coffer-export 2\n", "coffer-export 10\n", "coffer-export 1.1\n")) {
            assertThatThrownBy(() -> read(head.getBytes(US_ASCII)))
                    .isInstanceOf(ExportReader.NewerVersionException.class);
        }
    }

    @Test
    void an_entry_that_no_vault_could_hold_is_refused() {
        Map<String, String> long32KiB = Map.of("k", "v".repeat(1 << 15));
        for (VaultEntry impossible : List.of(
                entry(secret("not an id", Map.of()), "s"),
                entry(secret("a", long32KiB), "s"),
                entry(secret("a", Map.of()), "s".repeat(VaultEntry.MAX_SECRET + 1)),
                entry(credential("registry.example", "other.example"), "s"),
                entry(credential("registry.example", "ftp://registry.example"), "s"),
                entry(credential("Registry.example", "Registry.example"), "s"))) {
            assertThatThrownBy(() -> read(export(List.of(impossible)))).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void no_input_brings_the_reader_down() throws Exception {
        Random random = new Random(42);
        byte[] example = export(ENTRIES);
        int readable = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] input = Arrays.copyOf(example, example.length + random.nextInt(8) / 7);
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            readable += isReadable(random.nextInt(4) == 0 ? Arrays.copyOf(input, random.nextInt(input.length)) : input);
        }
        assertThat(readable).isBetween(1_000, 99_000);
    }

    private static int isReadable(byte[] input) throws IOException {
        try {
            read(input);
            return 1;
        } catch (DamagedException | ExportReader.NewerVersionException documented) {
            return 0;
        }
    }

    private static List<VaultEntry> read(byte[] plain)
            throws IOException, DamagedException, ExportReader.NewerVersionException {
        ExportReader reader = new ExportReader(new ByteArrayInputStream(plain));
        List<VaultEntry> entries = new ArrayList<>();
        for (Optional<VaultEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
            entries.add(next.get());
        }
        return entries;
    }

    private static byte[] export(List<VaultEntry> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportWriter writer = new ExportWriter(out);
        for (VaultEntry entry : entries) {
            writer.entry(entry);
        }
        writer.end();
        return out.toByteArray();
    }

    private static VaultEntry entry(Label label, String secret) {
        return new VaultEntry(label, Instant.ofEpochSecond(7, 8), Secret.ofText(secret));
    }

    private static Label secret(String id, Map<String, String> metadata) {
        return new Label(EntryKind.SECRET, id, id, "", Optional.empty(), Optional.empty(), metadata);
    }

    private static Label credential(String name, String spelling) {
        return new Label(EntryKind.CREDENTIAL, name, spelling, "bob", Optional.empty(), Optional.empty(), Map.of());
    }
}
