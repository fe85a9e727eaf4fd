package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.ChildJvm;
import dev.coffer.platform.Needs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders of different users, met as root and as an ordinary user. */
class OwnersTest {
    private static final int ALICE = 61_234;
    private static final int BOB = 61_235;

    private final Path folder;

    OwnersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void onlyRootCanGiveFilesAway() throws Exception {
        Needs.root();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void rootLeavesAFileToItsOwnerAndGroup() throws Exception {
        Path file = fileOf(ALICE, BOB, "rw-r-----");
        AtomicFile.replaceKeeping(file, new byte[] {1});
        FileStatus status = FileStatus.of(file).orElseThrow();
        assertThat(status.uid()).isEqualTo(ALICE);
        assertThat(status.gid()).isEqualTo(BOB);
        assertThat(status.octal()).isEqualTo("0640");
    }

    @Test
    void anotherUsersFileIsNotTakenFromThem() throws Exception {
        Path file = fileOf(BOB, BOB, "rw-rw-rw-");
        giveFolderTo(ALICE);
        assertThat(as(ALICE, "replace", file, "3"))
                .startsWith("unsafe: " + file + " belongs to user " + BOB)
                .contains("chown " + ALICE + " " + file);
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(TemporaryFile.SUFFIX));
    }

    @Test
    void aGroupThatCannotBeKeptLosesItsPermissions() throws Exception {
        Path file = fileOf(ALICE, BOB, "rw-rw-r--");
        giveFolderTo(ALICE);
        assertThat(as(ALICE, "replace", file, "3")).isEmpty();
        FileStatus status = FileStatus.of(file).orElseThrow();
        assertThat(status.gid()).isEqualTo(ALICE);
        assertThat(status.octal()).isEqualTo("0604");
    }

    @Test
    void aFolderThatMayNotBeWrittenIsAClearError() throws Exception {
        Path file = fileOf(ALICE, ALICE, "rw-------");
        assertThat(as(ALICE, "replace", file, "3")).isEqualTo("failed: cannot write " + file + ": permission denied\n");
        assertThat(as(ALICE, "delete", file)).isEqualTo("failed: cannot delete " + file + ": permission denied\n");
        assertThat(file).hasContent("old");
    }

    @Test
    void rootDoesNotFollowAUsersLinkToWhatIsNotTheirs() throws Exception {
        Path file = fileOf(0, 0, "rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Files.setAttribute(link, "unix:uid", ALICE, LinkOption.NOFOLLOW_LINKS);
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(link, new byte[] {1}))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessageContaining(link + " is a symbolic link of user " + ALICE);
        assertThat(file).hasContent("old");

        Files.setAttribute(file, "unix:uid", ALICE);
        AtomicFile.replaceKeeping(link, "new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
    }

    @Test
    void rootCreatesNothingInAnotherUsersFolder() throws Exception {
        giveFolderTo(ALICE);
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(folder.resolve("new"), new byte[] {1}))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessageContaining("sudo")
                .hasMessageContaining("HOME");
        assertThatThrownBy(() -> PrivateFolder.ensure(folder.resolve("a/b")))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessageContaining("sudo")
                .hasMessageContaining("HOME");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPrivateFileIsReadOnlyByItsOwnerAndWhenItIsRoots() throws Exception {
        Path file = fileOf(ALICE, ALICE, "rw-------");
        assertThat(as(ALICE, "read", file)).isEqualTo("old\n");
        assertThat(as(BOB, "read", file)).startsWith("unsafe: " + file + " belongs to user " + ALICE);
        assertThatThrownBy(() -> PrivateFile.read(file, 10))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessageContaining("we run as root");

        // Root's file is trusted, and then the kernel decides.
        Files.setAttribute(file, "unix:uid", 0);
        assertThat(as(ALICE, "read", file)).isEqualTo("failed: cannot read " + file + ": permission denied\n");
    }

    @Test
    void aPrivateFolderMustBeOurs() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        assertThat(PrivateFolder.check(home)).isTrue();
        assertThat(as(ALICE, "ensure", home)).startsWith("unsafe: " + home + " belongs to user 0");
        Files.setAttribute(home, "unix:uid", ALICE);
        assertThat(as(ALICE, "ensure", home.resolve("a/b"))).isEmpty();
        assertThat(FileStatus.of(home.resolve("a/b")).orElseThrow().octal()).isEqualTo("0700");
        assertThatThrownBy(() -> PrivateFolder.check(home)).isInstanceOf(UnsafeFileException.class);
    }

    private Path fileOf(int user, int group, String mode) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setAttribute(file, "unix:uid", user);
        Files.setAttribute(file, "unix:gid", group);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    private void giveFolderTo(int user) throws Exception {
        Files.setAttribute(folder, "unix:uid", user);
    }

    /** What the tool says when that user runs it, who is in no group but their own. */
    private String as(int user, String operation, Path file, String... more) throws Exception {
        String setpriv = Needs.program("setpriv");
        Path classes = Files.createTempDirectory("coffer-classes");
        Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            String[] arguments = new String[2 + more.length];
            arguments[0] = operation;
            arguments[1] = file.toString();
            System.arraycopy(more, 0, arguments, 2, more.length);
            return ChildJvm.run(
                            List.of(setpriv, "--reuid=" + user, "--regid=" + user, "--clear-groups"),
                            ChildJvm.commandForAnyUser(classes, FileTool.class, arguments))
                    .output();
        } finally {
            try (var files = Files.walk(classes)) {
                for (Path each :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
