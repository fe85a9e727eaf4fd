package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.ChildJvm;
import dev.coffer.platform.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFileTest {
    private final Path folder;

    PrivateFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
    void aFileForItsOwnerAloneIsRead(String mode) throws Exception {
        assertThat(PrivateFile.read(file(mode), 4)).hasValue("text".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw---x---", "rw----r--", "rw-----w-", "rw------x"})
    void aFileThatOthersMayUseIsRefusedWithItsRemedy(String mode) throws Exception {
        Path file = file(mode);
        assertThatThrownBy(() -> PrivateFile.read(file, 4))
                .isInstanceOfSatisfying(UnsafeFileException.class, unsafe -> assertThat(unsafe.whatToDo())
                        .isEqualTo("chmod 600 " + file))
                .hasMessageContaining(file.toString());
    }

    @Test
    void aMissingFileIsNoError() throws Exception {
        assertThat(PrivateFile.read(folder.resolve("gone"), 4)).isEmpty();
        assertThat(PrivateFile.read(folder.resolve("gone/deeper"), 4)).isEmpty();
    }

    @Test
    void aLinkIsRefusedWhereverItLeads() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file("rw-------"));
        assertThatThrownBy(() -> PrivateFile.read(link, 4))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessage(link + " is a symbolic link");
    }

    @Test
    void aFolderAndAPipeAreRefusedWithoutBeingOpened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(ChildJvm.run(List.of(Needs.program("mkfifo")), List.of(pipe.toString()))
                        .status())
                .isZero();
        for (Path file : List.of(folder, pipe)) {
            assertThatThrownBy(() -> PrivateFile.read(file, 4))
                    .isInstanceOf(UnsafeFileException.class)
                    .hasMessage(file + " is not a regular file");
        }
    }

    @Test
    void aFileLongerThanAllowedIsRefused() throws Exception {
        Path file = file("rw-------");
        assertThatThrownBy(() -> PrivateFile.read(file, 3))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + file + ": it is longer than 3 bytes");
    }

    @Test
    void aReaderNeverMeetsAHalfWrittenOrMissingFile() throws Exception {
        Path file = folder.resolve("file");
        byte[] one = "1".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        byte[] two = "2".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        AtomicFile.writePrivate(file, one);
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; !stop.get(); i++) {
                    AtomicFile.writePrivate(file, i % 2 == 0 ? two : one);
                }
            } catch (IOException failed) {
                stop.set(true);
            }
        });
        int different = 0;
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (int i = 0; i < 300 || (different == 0 && System.nanoTime() < deadline); i++) {
            byte[] read = PrivateFile.read(file, 20_000).orElseThrow();
            assertThat(read).isIn(one, two);
            different += read.length == one.length ? 0 : 1;
        }
        assertThat(stop).isFalse();
        stop.set(true);
        writer.join();
        assertThat(different).isPositive();
    }

    private Path file(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }
}
