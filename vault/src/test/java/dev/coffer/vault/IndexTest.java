package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.vault.files.DamagedException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexTest {
    private static final long FOLDER_TIME = 1_000_000_000_000L;
    private static final FileStamp FOLDER = new FileStamp(0, FOLDER_TIME);
    private static final FileStamp OLD = new FileStamp(300, FOLDER_TIME - 20_000_000);

    @Test
    void a_line_counts_while_its_file_looks_the_same() throws DamagedException {
        Index index = Index.empty();
        index.put("file", OLD, label("a"));
        Index read = Index.decode(index.encode(FOLDER));

        assertThat(read.label("file", OLD)).contains(label("a"));
        assertThat(read.label("file", new FileStamp(OLD.size() + 1, OLD.nanos())))
                .isEmpty();
        assertThat(read.label("file", new FileStamp(OLD.size(), OLD.nanos() + 1)))
                .isEmpty();
        assertThat(read.label("other", OLD)).isEmpty();
    }

    @Test
    void a_line_as_young_as_the_clocks_step_does_not_count() throws DamagedException {
        FileStamp young = new FileStamp(300, FOLDER_TIME - 1);
        Index index = Index.empty();
        index.put("file", young, label("a"));

        assertThat(Index.decode(index.encode(FOLDER)).label("file", young)).isEmpty();
    }

    @Test
    void it_knows_which_folder_it_is_of() throws DamagedException {
        Index read = Index.decode(Index.empty().encode(FOLDER));

        assertThat(read.isOf(FOLDER)).isTrue();
        assertThat(read.isOf(new FileStamp(0, FOLDER_TIME + 1))).isFalse();
        assertThat(Index.empty().isOf(FOLDER)).isFalse();
    }

    @Test
    void no_input_brings_the_parser_down() {
        Index index = Index.empty();
        index.put("one", OLD, label("a"));
        index.put("two", OLD, label("b"));
        byte[] example = index.encode(FOLDER);
        Random random = new Random(42);
        for (int round = 0; round < 50_000; round++) {
            byte[] input = Arrays.copyOf(example, random.nextInt(example.length + 8));
            for (int edits = random.nextInt(6); edits > 0 && input.length > 0; edits--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            parse(input);
        }
    }

    private static void parse(byte[] input) {
        Index read;
        try {
            read = Index.decode(input);
        } catch (DamagedException documented) {
            return;
        }
        assertThat(read.encode(FOLDER)).hasSameSizeAs(input);
    }

    private static Label label(String name) {
        return new Label(EntryKind.SECRET, name, name, "", Optional.empty(), Optional.empty(), Map.of());
    }
}
