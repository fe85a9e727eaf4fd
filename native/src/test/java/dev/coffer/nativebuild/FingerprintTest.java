package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir
    Path folder;

    @Test
    void equal_input_gives_an_equal_fingerprint_and_build_id() throws Exception {
        Files.writeString(folder.resolve("a"), "1");
        Fingerprint first = new Fingerprint().add("native").add(folder);
        Fingerprint second = new Fingerprint().add("native").add(folder);
        assertThat(first.hex()).isEqualTo(second.hex());
        assertThat(first.uuid()).isEqualTo(second.uuid());
    }

    @Test
    void a_changed_text_a_changed_file_and_a_renamed_file_each_change_it() throws Exception {
        Files.writeString(folder.resolve("a"), "1");
        String before = new Fingerprint().add("native").add(folder).hex();
        assertThat(new Fingerprint().add("jvm").add(folder).hex()).isNotEqualTo(before);
        Files.move(folder.resolve("a"), folder.resolve("b"));
        String renamed = new Fingerprint().add("native").add(folder).hex();
        assertThat(renamed).isNotEqualTo(before);
        Files.writeString(folder.resolve("b"), "2");
        assertThat(new Fingerprint().add("native").add(folder).hex())
                .isNotEqualTo(renamed)
                .isNotEqualTo(before);
    }

    @Test
    void two_texts_are_not_one() {
        assertThat(new Fingerprint().add("ab").add("c").hex())
                .isNotEqualTo(new Fingerprint().add("a").add("bc").hex());
    }
}
