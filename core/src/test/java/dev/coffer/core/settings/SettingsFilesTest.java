package dev.coffer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.files.UnsafeFileException;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFilesTest {
    @TempDir
    Path folder;

    private Path user;
    private Path machine;
    private Places places;

    @BeforeEach
    void findPlaces() {
        user = folder.resolve("user.yaml");
        machine = folder.resolve("machine.yaml");
        places = new Places(
                folder, user, machine, folder.resolve("data"), folder.resolve("identity"), folder.resolve("run"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void without_files_there_are_the_defaults() throws IOException {
        assertThat(SettingsFiles.load(places)).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void the_users_settings_win_but_for_locked_routes_of_the_machine() throws IOException {
        write(machine, """
                store: vault
                on-unavailable: anonymous
                routes:
                  - server: open.test
                    use: helper:machine
                  - server: closed.test
                    deny: true
                    locked: true
                """);
        write(user, """
                on-unavailable: error
                routes:
                  - server: "**"
                    use: helper:pass
                    last: true
                """);

        Settings settings = SettingsFiles.load(places);

        assertThat(settings.onUnavailable()).isEqualTo(OnUnavailable.ERROR);
        assertThat(settings.routes())
                .extracting(route -> route.servers() + " " + route.target() + " " + route.last())
                .containsExactly("closed.test deny false", "** helper:pass true", "open.test helper:machine false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 'stor: vault'",
                "2 | 'store: vault\non-unavailable: maybe'",
                "1 | 'routes: none'",
                "2 | 'routes:\n  - use: helper:x'",
                "2 | 'routes:\n  - server: a..b\n    use: helper:x'",
                "3 | 'routes:\n  - server: a\n    use: pass'",
                "2 | 'routes:\n  - server: a'",
                "4 | 'routes:\n  - server: a\n    deny: true\n    last: perhaps'",
            })
    void a_mistake_is_named_with_file_and_line(int line, String text) throws IOException {
        write(user, text);

        assertThatThrownBy(() -> SettingsFiles.load(places))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(user + ":" + line + ": ");
    }

    @Test
    void a_file_that_others_may_write_is_refused() throws IOException {
        write(user, "store: vault\n");
        Files.setPosixFilePermissions(user, PosixFilePermissions.fromString("rw-rw-r--"));

        assertThatThrownBy(() -> SettingsFiles.load(places))
                .isInstanceOfSatisfying(UnsafeFileException.class, unsafe -> assertThat(unsafe.whatToDo())
                        .isEqualTo("chmod go-w " + user));
    }
}
