package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFolderTest {
    private final Path folder;

    PrivateFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void missingParentsAreMadeForTheOwnerAlone() throws Exception {
        Path deep = folder.resolve("a/b/c");
        assertThat(PrivateFolder.check(deep)).isFalse();
        assertThat(folder).isEmptyDirectory();
        PrivateFolder.ensure(deep);
        PrivateFolder.ensure(deep);
        PrivateFolder.ensureLosable(folder.resolve("d/e"));
        assertThat(PrivateFolder.check(deep)).isTrue();
        for (Path made :
                List.of(deep, folder.resolve("a/b"), folder.resolve("a"), folder.resolve("d/e"), folder.resolve("d"))) {
            assertThat(FileStatus.of(made).orElseThrow().octal()).isEqualTo("0700");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx--x--x", "rwxrwxrwx"})
    void aFolderThatOthersMayEnterIsRefusedWithItsRemedy(String mode) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> PrivateFolder.ensure(folder))
                .isInstanceOfSatisfying(UnsafeFileException.class, unsafe -> assertThat(unsafe.whatToDo())
                        .isEqualTo("chmod 700 " + folder))
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aFileInItsPlaceIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> PrivateFolder.ensure(file)).hasMessage(file + " is not a folder");
        assertThatThrownBy(() -> PrivateFolder.ensure(file.resolve("below")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aLinkThatLeadsNowhereIsAnError() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("gone"));
        assertThatThrownBy(() -> PrivateFolder.ensure(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(link.toString());
    }

    @Test
    void manyMayEnsureTheSameFolderAtOnce() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Path deep = folder.resolve("a" + i / 10 + "/b/c");
            tasks.add(() -> {
                PrivateFolder.ensure(deep);
                return PrivateFolder.check(deep);
            });
        }
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }
}
