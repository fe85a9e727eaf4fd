package dev.coffer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.cloud.Cloud;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.RouteEditor.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteEditorTest {
    private static final ServerPattern EVERYTHING = ServerPattern.parse("**");
    private static final Target PASS = new Target.Helper("pass");
    private static final Target PROD = new Target.Tokens(
            Cloud.ECR, Map.of(Cloud.Option.PROFILE, "prod", Cloud.Option.ROLE, "arn:aws:iam::1:role/a"));

    @TempDir
    Path folder;

    private Path file;
    private RouteEditor editor;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("coffer").resolve("config.yaml");
        editor = new RouteEditor(file);
    }

    private void write(String text) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void makes_the_file_when_there_is_none() throws IOException {
        assertThat(editor.add(EVERYTHING, PASS, true, Position.LAST)).isTrue();

        assertThat(editor.routes()).singleElement().satisfies(route -> {
            assertThat(route.target()).isEqualTo(PASS);
            assertThat(route.last()).isTrue();
        });
    }

    @Test
    void a_second_time_writes_nothing() throws IOException {
        editor.add(EVERYTHING, PASS, true, Position.LAST);
        String before = Files.readString(file);

        assertThat(editor.add(EVERYTHING, PASS, true, Position.LAST)).isFalse();
        assertThat(file).hasContent(before);
    }

    @Test
    void what_chooses_the_identity_is_read_back() throws IOException {
        editor.add(ServerPattern.parse("*.dkr.ecr.eu-*.amazonaws.com"), PROD, false, Position.LAST);

        assertThat(editor.routes().getFirst().target()).isEqualTo(PROD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# mine\nstore: vault\n",
                "routes:\n- server: a.test\n  deny: true\n",
                "routes:\n    - server: a.test\n      deny: true\nstore: vault # kept\n",
                "routes:\n  # about it\n  -\n    server: a.test\n    # inside\n    deny: true\n\n# after\nstore: vault\n",
                "store: vault\nroutes:\n  - server: a.test\n    use: helper:x\n  - server: b.test\n    deny: true\n",
            })
    void adds_and_removes_without_touching_the_rest(String text) throws IOException {
        write(text);
        List<String> before = targets();

        for (Position position : Position.values()) {
            editor.add(EVERYTHING, PASS, true, position);
            editor.add(ServerPattern.parse("123456789012.*"), PROD, false, position);
            assertThat(targets()).containsAll(before).hasSize(before.size() + 2);

            assertThat(editor.remove(route ->
                            route.target().equals(PASS) || route.target().equals(PROD)))
                    .isEqualTo(2);
            assertThat(file).hasContent(text);
        }
        assertThat(editor.remove(route -> route.target().equals(PASS))).isZero();
    }

    @Test
    void the_first_place_is_before_all_others_and_the_last_after_them() throws IOException {
        write("routes:\n  - server: a.test\n    deny: true\n  - server: b.test\n    deny: true\n# end\n");

        editor.add(ServerPattern.parse("first.test"), PASS, false, Position.FIRST);
        editor.add(ServerPattern.parse("last.test"), PASS, false, Position.LAST);

        assertThat(editor.routes().stream().map(route -> route.servers().toString()))
                .containsExactly("first.test", "a.test", "b.test", "last.test");
    }

    @Test
    void a_file_with_a_mistake_is_left_alone() throws IOException {
        write("routes:\n  - server: a.test\n    us: ecr\n");

        assertThatThrownBy(() -> editor.add(EVERYTHING, PASS, true, Position.LAST))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("config.yaml");
        assertThat(file).hasContent("routes:\n  - server: a.test\n    us: ecr\n");
    }

    private List<String> targets() throws IOException {
        return editor.routes().stream().map(Route::toString).toList();
    }
}
