package dev.coffer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.Target;
import dev.coffer.platform.files.UnsafeFileException;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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
                "4 | 'routes:\n  - server: a\n    use: gcr\n    profile: x'",
                "4 | 'routes:\n  - server: a\n    deny: true\n    profile: x'",
                "4 | 'routes:\n  - server: a\n    use: helper:x\n    profile: x'",
                "1 | 'token-hosts: a.test/x'",
                "1 | 'token-hosts: user@a.test'",
                "3 | 'token-hosts:\n  - a.test\n  - b..test'",
            })
    void a_mistake_is_named_with_file_and_line(int line, String text) throws IOException {
        write(user, text);

        assertThatThrownBy(() -> SettingsFiles.load(places))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(user + ":" + line + ": ");
    }

    @Test
    void a_route_to_a_cloud_says_what_chooses_the_identity() throws IOException {
        write(places.config(), """
                token-hosts:
                  - sts.corp.test
                  - LOCALHOST:5000
                routes:
                  - server: "123456789012.*"
                    use: ecr
                    profile: prod
                """);

        Settings settings = SettingsFiles.load(places);

        assertThat(settings.tokenHosts()).containsExactlyInAnyOrder("sts.corp.test", "localhost:5000");
        assertThat(settings.routes()).singleElement().satisfies(route -> {
            assertThat(route.target()).isEqualTo(new Target.Tokens(Cloud.ECR, Map.of("profile", "prod")));
            assertThat(route.where()).isEqualTo(new Route.Where(places.config(), 5));
            assertThat(route.selects(ServerAddress.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com")))
                    .isTrue();
            assertThat(route.selects(ServerAddress.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.test")))
                    .as("whatever the pattern says, a token goes to the cloud's own registries only")
                    .isFalse();
        });
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
