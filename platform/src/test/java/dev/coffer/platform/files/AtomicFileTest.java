package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    private static final byte[] NEW = "new".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final Path folder;

    AtomicFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void leavesNoTemporaryFileBehind() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(TemporaryFile.SUFFIX)))
                    .isEmpty();
        }
    }

    @Test
    void aPrivateFileIsWrittenWithModeSixHundredWhateverStoodThere() throws Exception {
        Path file = folder.resolve("file");
        AtomicFile.writePrivate(file, NEW);
        assertThat(file).hasContent("new");
        assertThat(mode(file)).isEqualTo("0600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        AtomicFile.writePrivate(file, new byte[0]);
        assertThat(file).isEmptyFile();
        assertThat(mode(file)).isEqualTo("0600");
    }

    @Test
    void aFileThatMayBeLostIsAsPrivateAsAnother() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        AtomicFile.writeLosable(link, NEW);

        assertThat(link).isRegularFile().hasContent("new");
        assertThat(mode(link)).isEqualTo("0600");
        assertThat(target).hasContent("old");
        assertThatThrownBy(() -> AtomicFile.writeLosable(folder, NEW)).hasMessageContaining("is a folder");
    }

    @Test
    void aPrivateFileTakesThePlaceOfALinkAndLeavesItsTargetAlone() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        AtomicFile.writePrivate(link, NEW);

        assertThat(link).isRegularFile().hasContent("new");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(target).hasContent("old");
    }

    @Test
    void aFileNameOfTheGreatestLengthCanBeWritten() throws Exception {
        Path file = folder.resolve("n".repeat(255));
        AtomicFile.writePrivate(file, NEW);
        AtomicFile.replaceKeeping(file, NEW);
        assertThat(file).hasContent("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r--r--", "rw-rw-rw-", "rwxr-x---"})
    void theModeOfAReplacedFileIsKept(String mode) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        AtomicFile.replaceKeeping(file, NEW);

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(mode);
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws Exception {
        AtomicFile.replaceKeeping(folder.resolve("file"), NEW);
        assertThat(mode(folder.resolve("file"))).isEqualTo("0600");
    }

    @Test
    void linksAreFollowedToTheirEndAndSurvive() throws Exception {
        Path real = Files.createDirectories(folder.resolve("dotfiles/docker"));
        Path file = Files.writeString(real.resolve("config.json"), "old");
        Path linkedFolder = Files.createSymbolicLink(folder.resolve(".docker"), Path.of("dotfiles/docker"));
        // Behind the linked folder, ".." is dotfiles and not the folder in which the link lies.
        Files.createSymbolicLink(real.resolve("second"), Path.of("../docker/config.json"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), linkedFolder.resolve("second"));

        AtomicFile.replaceKeeping(first, NEW);

        assertThat(file).hasContent("new");
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(List.of(first, linkedFolder, real.resolve("second"))).allMatch(Files::isSymbolicLink);
    }

    @Test
    void aLinkThatLeadsNowhereGetsItsFile() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
        AtomicFile.replaceKeeping(link, NEW);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(folder.resolve("there")).hasContent("new");
    }

    @Test
    void aLinkIntoAMissingFolderIsAnErrorThatNamesTheFile() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("gone/there"));
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(link, NEW))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + folder.resolve("gone/there") + ": its folder does not exist");
    }

    @Test
    void aLoopOfLinksIsAnError() throws Exception {
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("first"));
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(first, NEW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(first.toString())
                .hasMessageContaining("loop");
    }

    @Test
    void fortyLinksAreFollowedAndNotOneMore() throws Exception {
        Path file = Files.writeString(folder.resolve("0"), "old");
        for (int i = 1; i <= 41; i++) {
            Files.createSymbolicLink(folder.resolve("" + i), Path.of("" + (i - 1)));
        }
        AtomicFile.replaceKeeping(folder.resolve("40"), NEW);
        assertThat(file).hasContent("new");
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(folder.resolve("41"), NEW))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFolderIsRefusedByEveryOperation() throws Exception {
        Path target = Files.createDirectory(folder.resolve("folder"));
        String message = "there should be a file, but " + target + " is a folder";
        assertThatThrownBy(() -> AtomicFile.writePrivate(target, NEW)).hasMessage(message);
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(target, NEW)).hasMessage(message);
        assertThatThrownBy(() -> AtomicFile.delete(target)).hasMessage(message);
        assertThat(target).isDirectory();
    }

    @Test
    void aFileMarkedReadOnlyIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(file, NEW))
                .hasMessage("cannot write " + file + ": it is marked read-only (mode 0444); to allow it: chmod u+w "
                        + file);
        assertThat(file).hasContent("old");
    }

    @Test
    void aPipeIsNotReplacedByAFile() {
        assertThatThrownBy(() -> AtomicFile.replaceKeeping(Path.of("/dev/null"), NEW))
                .hasMessage("cannot write /dev/null: it is not a regular file");
    }

    @Test
    void aMissingFolderIsAnErrorThatNamesTheFile() {
        Path file = folder.resolve("gone/file");
        assertThatThrownBy(() -> AtomicFile.writePrivate(file, NEW))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": no such file or folder");
    }

    @Test
    void deletingTellsWhetherThereWasAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(AtomicFile.delete(link)).isTrue();
        assertThat(AtomicFile.delete(link)).isFalse();
        assertThat(file).exists();
    }

    private static String mode(Path file) throws IOException {
        return FileStatus.of(file).orElseThrow().octal();
    }
}
