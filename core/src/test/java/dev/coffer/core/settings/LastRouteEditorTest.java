package dev.coffer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.core.routes.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastRouteEditorTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("coffer").resolve("config.yaml");
    }

    private void write(String text) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void makes_the_file_when_there_is_none() throws IOException {
        assertThat(new LastRouteEditor(file).add("pass")).isTrue();

        assertThat(SettingsFiles.loadOne(file).lastRoutes())
                .singleElement()
                .satisfies(route -> assertThat(route.target()).isEqualTo(new Target.Helper("pass")));
    }

    @Test
    void a_second_time_writes_nothing() throws IOException {
        new LastRouteEditor(file).add("pass");
        String before = Files.readString(file);

        assertThat(new LastRouteEditor(file).add("pass")).isFalse();
        assertThat(file).hasContent(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# mine\nstore: vault\n",
                "routes:\n- server: a.test\n  deny: true\n",
                "routes:\n    - server: a.test\n      deny: true\nstore: vault # kept\n",
            })
    void adds_and_removes_without_touching_the_rest(String text) throws IOException {
        write(text);
        Settings before = SettingsFiles.loadOne(file);

        new LastRouteEditor(file).add("pass");
        assertThat(SettingsFiles.loadOne(file).routesBeforeStore().toList()).isEqualTo(before.routes());
        assertThat(SettingsFiles.loadOne(file).lastRoutes()).hasSize(1);

        assertThat(new LastRouteEditor(file).remove("pass")).isTrue();
        assertThat(file).hasContent(text);
        assertThat(new LastRouteEditor(file).remove("pass")).isFalse();
    }
}
