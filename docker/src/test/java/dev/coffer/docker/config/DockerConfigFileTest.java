package dev.coffer.docker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.docker.config.ConfigFileException.Problem;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileLock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigFileTest {
    private final Path folder;
    private final Path path;
    private final DockerConfigFile file;

    DockerConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.path = folder.resolve("config.json");
        this.file = new DockerConfigFile(path);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void assertRefused(Problem problem, String message) {
        assertThatThrownBy(() -> file.read()).isInstanceOfSatisfying(ConfigFileException.class, refused -> {
            assertThat(refused.problem()).isEqualTo(problem);
            assertThat(refused.file()).isEqualTo(path);
            assertThat(refused.whatToDo()).isNotEmpty();
            assertThat(refused).hasMessageContaining(message).hasMessageContaining(path.toString());
        });
        assertThatThrownBy(() -> file.edit(config -> config.withCredsStore("x")))
                .isInstanceOfSatisfying(ConfigFileException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(problem));
        assertThat(folder).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void aMissingFileIsEmptyAndReadingCreatesNothing() throws IOException {
        assertThat(file.read().toText()).isEqualTo("{}");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNewFileIsForItsOwnerOnly() throws IOException {
        Path fresh = folder.resolve("new/.docker/config.json");
        new DockerConfigFile(fresh).edit(config -> config.withCredsStore("coffer"));
        assertThat(fresh).hasContent("{\n\t\"credsStore\": \"coffer\"\n}");
        assertThat(mode(fresh)).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("new/.docker"))).isEqualTo("rwx------");
    }

    @Test
    void anEditWithoutAChangeWritesAndCreatesNothing() throws IOException {
        file.edit(DockerConfig::withoutCredsStore);
        assertThat(folder).isEmptyDirectory();

        Files.writeString(path, "{ }\n");
        assertThat(file.edit(DockerConfig::withoutCredsStore).toText()).isEqualTo("{ }\n");
        assertThat(path).hasContent("{ }\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void theModeIsKept() throws IOException {
        Files.writeString(path, "{\n}\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        file.edit(config -> config.withCredsStore("coffer"));
        assertThat(mode(path)).isEqualTo("rw-r-----");
        assertThat(Files.readString(path)).isEqualTo("{\n\t\"credsStore\": \"coffer\"\n}\n");
    }

    @Test
    void aSymbolicLinkSurvives() throws IOException {
        Path dotfiles = Files.createDirectory(folder.resolve("dotfiles"));
        Path target = Files.writeString(dotfiles.resolve("docker.json"), "{}");
        Files.createSymbolicLink(path, Path.of("dotfiles/docker.json"));
        file.edit(config -> config.withCredsStore("coffer"));
        assertThat(path).isSymbolicLink();
        assertThat(target).content().contains("coffer");
        assertThat(dotfiles.resolve("docker.json.lock")).exists();
    }

    @Test
    void aDanglingLinkIsRefused() throws IOException {
        Files.createSymbolicLink(path, folder.resolve("nowhere"));
        assertRefused(Problem.DANGLING_LINK, "does not exist");
        assertThat(path).isSymbolicLink();
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aFolderInItsPlaceIsRefused() throws IOException {
        Files.createDirectory(path);
        assertRefused(Problem.NOT_A_FILE, "is a folder");
    }

    @Test
    void aPipeInItsPlaceIsRefusedWithoutWaiting() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
        assertRefused(Problem.UNREADABLE, "not a regular file");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(DockerConfig.MAX_BYTES + 1L);
        }
        assertRefused(Problem.TOO_LARGE, "longer than");
    }

    @Test
    void aMalformedFileIsRefusedAndLeftAsItIs() throws IOException {
        String malformed = "{\n\t\"auths\": {\n\t\t\"h\": {},\n\t}\n}";
        Files.writeString(path, malformed);
        assertRefused(Problem.MALFORMED, "line 3, column 10: a comma before the closing }; remove it");
        assertThat(Files.readString(path)).isEqualTo(malformed);
    }

    @Test
    void aFileThatAnotherEditsForTooLongIsLeftAsItIs() throws IOException {
        Files.writeString(path, "{}");
        DockerConfigFile impatient = new DockerConfigFile(path, Duration.ofMillis(50));
        try (FileLock _ = FileLock.acquire(folder.resolve("config.json.lock"), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> impatient.edit(config -> config.withCredsStore("x")))
                    .isInstanceOfSatisfying(ConfigFileException.class, refused -> assertThat(refused.problem())
                            .isEqualTo(Problem.UNWRITABLE));
        }
        assertThat(path).hasContent("{}");
    }

    @Test
    void rootCreatesNothingInAnotherUsersFolder() throws IOException {
        assumeTrue(EffectiveUser.isRoot(), "only root can give a folder away");
        Files.writeString(path, "{}");
        Files.setAttribute(path, "unix:uid", 12345);
        Files.setAttribute(folder, "unix:uid", 12345);
        assertThatThrownBy(() -> file.edit(config -> config.withCredsStore("x")))
                .isInstanceOfSatisfying(ConfigFileException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.UNWRITABLE);
                    assertThat(refused).hasMessageContaining("belongs to another user");
                });
        assertThat(path).hasContent("{}");
        assertThat(folder.resolve("config.json.lock")).doesNotExist();
    }

    @Test
    void theEditSeesWhatWasWrittenMeanwhile() throws IOException {
        Files.writeString(path, "{}");
        boolean[] interfered = {false};
        DockerConfig edited = file.edit(config -> {
            if (!interfered[0]) {
                interfered[0] = true;
                writeUnchecked(path, "{\"detachKeys\":\"ctrl-e\"}");
            }
            return config.withCredsStore("coffer");
        });
        assertThat(edited.toText()).isEqualTo("{\"detachKeys\":\"ctrl-e\",\"credsStore\":\"coffer\"}");
        assertThat(path).hasContent(edited.toText());
    }

    private static void writeUnchecked(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Edits the file from a process of its own. */
    static final class Editor {
        private Editor() {}

        public static void main(String[] args) throws IOException {
            editManyTimes(Path.of(args[0]), args[1]);
        }

        static void editManyTimes(Path path, String who) throws IOException {
            DockerConfigFile file = new DockerConfigFile(path, Duration.ofSeconds(30));
            for (int i = 0; i < 15; i++) {
                String server = who + "-" + i;
                file.edit(config -> config.withCredHelper(server, "coffer"));
            }
        }
    }

    @Test
    void editsOfThreadsAndProcessesAtTheSameTimeAreAllKept() throws Exception {
        Files.writeString(path, "{\n  \"unknown\": 1.0\n}");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Editor.class.getName(),
                        path.toString(),
                        "process")
                .inheritIO()
                .start();
        List<Future<?>> edits = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                String who = "thread" + i;
                edits.add(threads.submit(() -> {
                    Editor.editManyTimes(path, who);
                    return null;
                }));
            }
        }
        for (Future<?> edit : edits) {
            edit.get();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(file.read().credHelpers()).hasSize(5 * 15);
        assertThat(Files.readString(path)).startsWith("{\n  \"unknown\": 1.0,\n  \"credHelpers\": {\n    \"");
    }
}
