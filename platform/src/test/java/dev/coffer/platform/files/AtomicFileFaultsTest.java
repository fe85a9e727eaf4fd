package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.ChildJvm;
import dev.coffer.platform.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a write can fail leaves the old content, no temporary file, and a message with what and where. */
class AtomicFileFaultsTest {
    private static final byte[] LARGE = new byte[256 * 1024];

    private final Path folder;

    AtomicFileFaultsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "replace"})
    void aFullDisk(String operation) throws Exception {
        try (Mount disk = Mount.tmpfs(folder, "size=64k")) {
            Path file = Files.writeString(disk.path().resolve("file"), "old");
            assertThat(failureOf(operation, file)).isEqualTo("cannot write " + file + ": no space left on device");
            assertUntouched(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "replace", "delete"})
    void aReadOnlyFileSystem(String operation) throws Exception {
        try (Mount disk = Mount.tmpfs(folder, "size=64k")) {
            Path file = Files.writeString(disk.path().resolve("file"), "old");
            disk.remountReadOnly();
            assertThat(failureOf(operation, file)).endsWith(file + ": read-only file system");
            assertUntouched(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "replace", "delete"})
    void aFileThatIsMountedByItself(String operation) throws Exception {
        Path source = Files.writeString(folder.resolve("source"), "old");
        Path file = Files.writeString(folder.resolve("file"), "below");
        try (Mount mount = Mount.bind(source, file)) {
            assertThat(failureOf(operation, mount.path())).endsWith(file + ": device or resource busy");
            assertUntouched(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "replace"})
    void aLimitOnTheSizeOfFiles(String operation) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        ChildJvm.Result result = ChildJvm.run(
                List.of(Needs.program("prlimit"), "--fsize=4096"),
                ChildJvm.command(FileTool.class, operation, file.toString(), "100000"));
        assertThat(result.output()).isEqualTo("failed: cannot write " + file + ": file too large\n");
        assertUntouched(file);
    }

    @ParameterizedTest
    @CsvSource({
        "write, 'fsync:error=EIO:when=1', input/output error",
        "replace, 'fsync:error=EIO:when=1', input/output error",
        "write, 'rename:error=EACCES:when=1', permission denied",
        "replace, 'rename:error=EDQUOT:when=1', disk quota exceeded",
    })
    void aSystemCallThatFails(String operation, String fault, String reason) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        ChildJvm.Result result = ChildJvm.run(
                List.of(Needs.program("strace"), "-f", "-o", "/dev/null", "-e", "inject=" + fault),
                ChildJvm.command(FileTool.class, operation, file.toString(), "3"));
        assertThat(result.output()).isEqualTo("failed: cannot write " + file + ": " + reason + "\n");
        assertUntouched(file);
    }

    @Test
    void aFolderWhoseFsyncFailsIsReported() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        ChildJvm.Result result = ChildJvm.run(
                List.of(Needs.program("strace"), "-f", "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=2"),
                ChildJvm.command(FileTool.class, "write", file.toString(), "3"));
        assertThat(result.output())
                .isEqualTo("failed: cannot make durable what was changed in " + folder + ": input/output error\n");
    }

    @Test
    void aFileSystemWithoutFsyncForFoldersIsNoFailure() throws Exception {
        Path file = folder.resolve("file");
        ChildJvm.Result result = ChildJvm.run(
                List.of(Needs.program("strace"), "-f", "-o", "/dev/null", "-e", "inject=fsync:error=EINVAL:when=2"),
                ChildJvm.command(FileTool.class, "write", file.toString(), "3"));
        assertThat(result).isEqualTo(new ChildJvm.Result(0, ""));
        assertThat(file).hasContent("xxx");
    }

    @Test
    void theSystemCallsComeInTheOrderThatSurvivesAPowerCut() throws Exception {
        Path file = folder.resolve("file");
        Path trace = folder.resolve("trace");
        ChildJvm.Result result = ChildJvm.run(
                List.of(
                        Needs.program("strace"),
                        "-f",
                        "-y",
                        "-o",
                        trace.toString(),
                        "-e",
                        "trace=openat,write,fsync,rename"),
                ChildJvm.command(FileTool.class, "replace", file.toString(), "3"));
        assertThat(result.status()).isZero();

        // What concerns the folder, without process ids: the temporary file's name is the one thing that varies.
        Pattern call = Pattern.compile("(openat|write|fsync|rename)\\(.*");
        List<String> calls = new ArrayList<>();
        for (String line : Files.readAllLines(trace)) {
            Matcher matcher = call.matcher(line);
            if (matcher.find() && line.contains(folder.toString()) && !line.contains("ENOENT")) {
                calls.add(matcher.group()
                        .replaceAll("\\.coffer-[^\"<>]*\\.tmp", "TEMP")
                        .replace(folder + "", "FOLDER"));
            }
        }
        assertThat(calls).hasSize(6);
        assertThat(calls.get(0)).startsWith("openat(").contains("FOLDER/TEMP\", O_WRONLY|O_CREAT|O_EXCL", "0600");
        assertThat(calls.get(1)).startsWith("write(").contains("FOLDER/TEMP").endsWith("\"xxx\", 3) = 3");
        assertThat(calls.get(2)).startsWith("fsync(").contains("FOLDER/TEMP").endsWith("= 0");
        assertThat(calls.get(3)).startsWith("rename(\"FOLDER/TEMP\", \"FOLDER/file\")");
        assertThat(calls.get(4)).startsWith("openat(").contains("\"FOLDER\", O_RDONLY");
        assertThat(calls.get(5)).startsWith("fsync(").contains("<FOLDER>").endsWith("= 0");
    }

    private static String failureOf(String operation, Path file) {
        try {
            switch (operation) {
                case "write" -> AtomicFile.writePrivate(file, LARGE);
                case "replace" -> AtomicFile.replaceKeeping(file, LARGE);
                default -> AtomicFile.delete(file);
            }
            return "no failure";
        } catch (IOException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    private static void assertUntouched(Path file) throws IOException {
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.filter(other -> other.toString().endsWith(TemporaryFile.SUFFIX)))
                    .isEmpty();
        }
    }
}
