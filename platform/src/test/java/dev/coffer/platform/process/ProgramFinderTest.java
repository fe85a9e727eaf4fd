package dev.coffer.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramFinderTest {
    private static final int SOMEBODY = 61_234;

    private final Path first;
    private final Path second;

    ProgramFinderTest(@TempDir Path folder) {
        first = folder.resolve("first");
        second = folder.resolve("second");
    }

    @BeforeEach
    void makeFolders() throws IOException {
        for (Path folder : new Path[] {first, second}) {
            mode(Files.createDirectory(folder), "rwxr-xr-x");
        }
    }

    @Test
    void theFirstProgramOfThatNameIsFound() throws Exception {
        assertThat(find()).isEqualTo(new Search.Missing());
        Path later = program(second.resolve("tool"));
        assertThat(find()).isEqualTo(new Search.Found(later));
        Path earlier = program(first.resolve("tool"));
        assertThat(find()).isEqualTo(new Search.Found(earlier));
    }

    @Test
    void theShellIsFoundThroughTheSystemsOwnLinks() {
        assertThat(ProgramFinder.on("/bin:/usr/bin").find("sh")).isEqualTo(new Search.Found(Path.of("/bin/sh")));
    }

    @Test
    void aLinkIsFoundUnderItsOwnName() throws Exception {
        program(second.resolve("real"));
        Path link = Files.createSymbolicLink(first.resolve("tool"), Path.of("../second/real"));
        assertThat(find()).isEqualTo(new Search.Found(link));
    }

    @Test
    void foldersTextsAndLinksToNowhereAreNoPrograms() throws Exception {
        Files.createDirectory(first.resolve("tool"));
        assertThat(find()).isEqualTo(new Search.Missing());
        Files.createSymbolicLink(second.resolve("tool"), Path.of("gone"));
        assertThat(find()).isEqualTo(new Search.Missing());
        Files.delete(second.resolve("tool"));
        mode(Files.writeString(second.resolve("tool"), ""), "rw-r--r--");
        assertThat(find()).isEqualTo(new Search.Missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ".", "::.", "bin:../bin"})
    void emptyAndRelativePartsOfTheSearchPathAreIgnored(String path) throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Path program = program(Files.createTempFile(here, "tool", ""));
        try {
            assertThat(ProgramFinder.on(path).find(program.getFileName() + "")).isEqualTo(new Search.Missing());
        } finally {
            Files.delete(program);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../tool", "a/b", "/bin/sh", "a\0b"})
    void aNameThatIsAPathIsRefused(String name) {
        assertThat(ProgramFinder.on("/bin").find(name)).isInstanceOf(Search.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xrwx", "rwxrwxrwx"})
    void aProgramThatOthersMayWriteIsRefusedUntilABetterOneFollows(String mode) throws Exception {
        Path program = mode(program(first.resolve("tool")), mode);
        assertRefusedBecauseOf(program, "may be written by others");
        Path better = program(second.resolve("tool"));
        assertThat(find()).isEqualTo(new Search.Found(better));
    }

    @Test
    void aFolderOnTheWayThatOthersMayWriteIsRefused() throws Exception {
        program(first.resolve("tool"));
        mode(first, "rwxrwxrwx");
        assertRefusedBecauseOf(first, "may be written by others");
        mode(first, "rwxr-xr-x");
        mode(first.resolve(".."), "rwxrwxrwx");
        assertRefusedBecauseOf(first.resolve("..").normalize(), "may be written by others");
    }

    @Test
    void theFolderOfALinkThatLeadsToAGoodProgramCountsToo() throws Exception {
        Path middle = Files.createDirectory(first.resolveSibling("middle"));
        Path good = program(second.resolve("good"));
        Files.createSymbolicLink(middle.resolve("hop"), good);
        Files.createSymbolicLink(first.resolve("tool"), middle.resolve("hop"));
        mode(middle, "rwxrwxrwx");
        assertRefusedBecauseOf(middle, "may be written by others");
        mode(middle, "rwx------");
        assertThat(find()).isEqualTo(new Search.Found(first.resolve("tool")));
    }

    @Test
    void aGroupMayWriteWhenItIsTheOwnersAlone() throws Exception {
        Path program = mode(program(first.resolve("tool")), "rwxrwxr-x");
        int owner = (int) Files.getAttribute(program, "unix:uid");
        Needs.root();
        Files.setAttribute(program, "unix:gid", owner);
        assertThat(find()).isEqualTo(new Search.Found(program));
        Files.setAttribute(program, "unix:gid", SOMEBODY);
        assertRefusedBecauseOf(program, "may be written by others (mode 0775)");
    }

    @Test
    void anotherUsersFileFolderOrLinkIsRefused() throws Exception {
        Needs.root();
        Path program = program(second.resolve("tool"));
        Path link = Files.createSymbolicLink(first.resolve("tool"), program);
        for (Path one : new Path[] {link, first, program}) {
            Files.setAttribute(one, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
            Search search = ProgramFinder.on(first.toString()).find("tool");
            assertThat(search).isEqualTo(new Search.Refused(one + " belongs to user " + SOMEBODY));
            Files.setAttribute(one, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
        }
        assertThat(find()).isEqualTo(new Search.Found(link));
    }

    @Test
    void ourselvesArePassedOverUnderEveryName() throws Exception {
        Path ourself = program(second.resolve("coffer"));
        Files.createSymbolicLink(first.resolve("tool"), ourself);
        Files.createLink(second.resolve("tool"), ourself);
        ProgramFinder finder = ProgramFinder.on(first + ":" + second).excluding(ourself);
        assertThat(finder.find("tool")).isEqualTo(new Search.Missing());
        Files.delete(second.resolve("tool"));
        Path other = program(second.resolve("tool"));
        assertThat(finder.find("tool")).isEqualTo(new Search.Found(other));
    }

    private Search find() {
        return ProgramFinder.on("/no/such/folder:/etc/passwd:" + first + ":" + second)
                .find("tool");
    }

    private void assertRefusedBecauseOf(Path step, String why) {
        assertThat(find()).isInstanceOfSatisfying(Search.Refused.class, refused -> assertThat(refused.reason())
                .startsWith(step + " " + why));
    }

    private static Path program(Path file) throws IOException {
        return mode(Files.writeString(file, "#!/bin/sh\n"), "rwxr-xr-x");
    }

    private static Path mode(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
