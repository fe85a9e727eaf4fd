package dev.coffer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsEditorTest {
    private Path file;
    private SettingsEditor editor;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("coffer/config.yaml");
        editor = new SettingsEditor(file);
    }

    @Test
    void a_file_is_made_when_there_is_none() throws Exception {
        assertThat(editor.set("store", "pass")).isTrue();

        assertThat(file).content().isEqualTo("store: pass\n");
        assertThat(editor.set("store", "pass")).isFalse();
    }

    @Test
    void the_rest_of_the_file_stays_as_it_is() throws Exception {
        Files.createDirectories(file.resolve(".."));
        Files.writeString(file, "# mine\n\nroutes:\n  - server: a.example   # why\n    deny: true\nstore: vault\n");

        editor.set("store", "secretservice");
        editor.set("prompt", "tty");

        assertThat(file).content().isEqualTo("""
                # mine

                prompt: tty
                routes:
                  - server: a.example   # why
                    deny: true
                store: secretservice
                """);
        assertThat(SettingsFiles.loadOne(file).prompt()).isEqualTo(PromptPolicy.TTY);
    }

    @Test
    void a_file_with_a_mistake_is_left_alone() throws Exception {
        Files.createDirectories(file.resolve(".."));
        Files.writeString(file, "stor: vault\n");

        assertThatThrownBy(() -> editor.set("store", "pass")).isInstanceOf(SettingsException.class);
        assertThat(file).content().isEqualTo("stor: vault\n");
    }

    @Test
    void a_value_that_would_be_a_mistake_is_not_written() throws Exception {
        editor.set("prompt", "never");

        for (String value : new String[] {"sometimes", "", "tty\nstore: other", "[", "'"}) {
            assertThatThrownBy(() -> editor.set("prompt", value)).isInstanceOf(SettingsException.class);
        }
        assertThat(file).content().isEqualTo("prompt: never\n");
    }
}
