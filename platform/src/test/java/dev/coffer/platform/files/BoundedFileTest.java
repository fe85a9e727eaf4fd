package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    private final Path folder;

    BoundedFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFileIsReadThroughLinksUpToTheLimit() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(BoundedFile.read(link, 4)).hasValue("text".getBytes(StandardCharsets.UTF_8));
        assertThat(BoundedFile.read(link, Integer.MAX_VALUE)).hasValue("text".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> BoundedFile.read(link, 3))
                .isInstanceOf(FileTooLongException.class)
                .hasMessage("cannot read " + link + ": it is longer than 3 bytes");
    }

    @Test
    void aFileThatHidesItsSizeIsReadToItsEnd() throws Exception {
        byte[] status = BoundedFile.read(Path.of("/proc/self/status"), 100_000).orElseThrow();
        assertThat(Files.size(Path.of("/proc/self/status"))).isZero();
        assertThat(new String(status, StandardCharsets.UTF_8))
                .startsWith("Name:")
                .contains("Threads:");
        assertThatThrownBy(() -> BoundedFile.read(Path.of("/proc/self/status"), 100))
                .isInstanceOf(FileTooLongException.class);
    }

    @Test
    void aMissingFileAndALinkToNowhereAreNoErrors() throws Exception {
        assertThat(BoundedFile.read(folder.resolve("gone"), 4)).isEmpty();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("gone"));
        assertThat(BoundedFile.read(link, 4)).isEmpty();
    }

    @Test
    void foldersAndDevicesAreRefused() {
        assertThatThrownBy(() -> BoundedFile.read(folder, 4)).hasMessage("cannot read " + folder + ": it is a folder");
        assertThatThrownBy(() -> BoundedFile.read(Path.of("/dev/zero"), 4))
                .hasMessage("cannot read /dev/zero: it is not a regular file");
    }
}
