package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./coffer} of the repository, with a build of two lines in the place of the real one. */
class LauncherTest {
    private static final String BUILD = """
            #!/bin/sh
            echo building
            root=${0%/*}/..
            mkdir -p "$root/dist/bin"
            printf '#!/bin/sh\\necho "ran $*"\\n' > "$root/dist/bin/coffer"
            chmod +x "$root/dist/bin/coffer"
            """;

    @TempDir
    Path folder;

    private Path root = Path.of("");
    private Path launcher = Path.of("");

    @BeforeEach
    void repository() throws Exception {
        root = Files.createDirectories(folder.resolve("a repository"));
        launcher = root.resolve("coffer");
        Files.copy(Path.of("../coffer"), launcher, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Scripts.write(root.resolve("scripts/build"), BUILD);
        Files.writeString(root.resolve("pom.xml"), "");
        for (String file : new String[] {"cli/pom.xml", "cli/src/main/java/Main.java", "cli/src/test/java/T.java"}) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "");
        }
    }

    @Test
    void the_first_run_builds_on_stderr_and_hands_the_arguments_over() throws Exception {
        assertThat(run("get", "a b")).isEqualTo(new Scripts.Outcome(0, "ran get a b\n", "building\n"));
    }

    @Test
    void it_builds_again_when_a_source_changed_and_only_then() throws Exception {
        run("list");
        assertThat(run("list").err()).isEmpty();
        touch("cli/src/test/java/T.java");
        assertThat(run("list").err()).isEmpty();
        touch("cli/src/main/java/Main.java");
        assertThat(run("list").err()).isEqualTo("building\n");
        touch("cli/pom.xml");
        assertThat(run("list").err()).isEqualTo("building\n");
    }

    @Test
    void it_works_from_any_folder_and_through_links() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../a repository/coffer"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));
        assertThat(Scripts.run(elsewhere, Map.of(), "./second", "version").out())
                .isEqualTo("ran version\n");
    }

    @Test
    void a_failed_build_ends_it_and_is_tried_again() throws Exception {
        Scripts.write(root.resolve("scripts/build"), "#!/bin/sh\necho broken\nexit 3\n");
        Scripts.Outcome outcome = run("get");
        assertThat(outcome).isEqualTo(new Scripts.Outcome(3, "", "broken\n"));
        Scripts.write(root.resolve("scripts/build"), BUILD);
        assertThat(run("get").out()).isEqualTo("ran get\n");
    }

    private Scripts.Outcome run(String... arguments) throws Exception {
        String[] words = new String[arguments.length + 1];
        words[0] = launcher.toString();
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return Scripts.run(folder, Map.of(), words);
    }

    /** Sets a time after the build's, whatever the resolution of the file system's clock. */
    private void touch(String file) throws Exception {
        Files.setLastModifiedTime(
                root.resolve(file), FileTime.from(Instant.now().plusSeconds(2)));
        Files.setLastModifiedTime(root.resolve("dist/.built"), FileTime.from(Instant.now()));
    }
}
