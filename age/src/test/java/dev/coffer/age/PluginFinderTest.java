package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginFinderTest {
    private final Path root;
    private final Path folder;
    private final Path program;

    PluginFinderTest(@TempDir Path root) throws IOException {
        this.root = root;
        folder = Files.createDirectory(root.resolve("bin"));
        program = folder.resolve("age-plugin-x");
    }

    @BeforeEach
    void the_program_is_there() throws IOException {
        write(program, "rwxr-xr-x");
        allow(folder, "rwxr-xr-x");
    }

    @Test
    void the_first_folder_that_has_the_program_wins() throws Exception {
        Path later = Files.createDirectory(root.resolve("later"));
        write(later.resolve("age-plugin-x"), "rwxr-xr-x");

        assertThat(find("/no/such/folder:" + folder + ":" + later)).isEqualTo(program);
    }

    @Test
    void relative_and_empty_parts_are_not_searched() {
        Path relative = Path.of("").toAbsolutePath().relativize(folder);
        assertThat(relative.resolve("age-plugin-x")).isExecutable();

        assertNotFound(relative.toString());
        assertNotFound("");
        assertNotFound(":.::..:" + relative + ":");
        assertNotFound("\0");
    }

    @Test
    void what_is_no_program_is_not_found() throws Exception {
        allow(program, "rw-r--r--");
        assertNotFound(folder.toString());

        Files.delete(program);
        Files.createDirectory(program);
        assertNotFound(folder.toString());

        assertNotFound(folder.resolve("age-plugin-x/further").toString());
    }

    private void assertNotFound(String searchPath) {
        assertThatThrownBy(() -> find(searchPath))
                .isInstanceOf(AgeException.PluginFailed.class)
                .hasMessageStartingWith("age-plugin-x: not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxr-xrwx"})
    void a_program_that_others_may_write_is_not_started(String permissions) throws Exception {
        allow(program, permissions);

        assertRefused(folder, program);
    }

    @Test
    void a_program_in_a_folder_that_others_may_write_is_not_started() throws Exception {
        allow(folder, "rwxrwxrwx");

        assertRefused(folder, folder);
    }

    @Test
    void every_folder_on_the_way_counts() throws Exception {
        Path inner = Files.createDirectories(folder.resolve("a/b"));
        write(inner.resolve("age-plugin-x"), "rwxr-xr-x");
        allow(folder.resolve("a"), "rwxrwxrwx");

        assertRefused(inner, folder.resolve("a"));
    }

    @Test
    void links_are_followed_and_where_they_lead_counts() throws Exception {
        Path links = Files.createDirectory(root.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("age-plugin-x"), Path.of("../chain"));
        Path chain = Files.createSymbolicLink(root.resolve("chain"), program);
        assertThat(find(links.toString())).isEqualTo(link);

        allow(program, "rwxrwxrwx");
        assertRefused(links, program);

        allow(program, "rwxr-xr-x");
        Path open = Files.createDirectory(root.resolve("open"));
        allow(open, "rwxrwxrwx");
        Files.delete(chain);
        Files.createSymbolicLink(chain, open.resolve("middle"));
        Files.createSymbolicLink(open.resolve("middle"), program);
        assertRefused(links, open);
    }

    @Test
    void a_loop_of_links_is_not_found() throws Exception {
        Path links = Files.createDirectory(root.resolve("links"));
        Files.createSymbolicLink(links.resolve("age-plugin-x"), links.resolve("age-plugin-x"));

        assertNotFound(links.toString());
    }

    @Test
    void a_program_of_another_user_is_not_started() throws Exception {
        int owner = (int) Files.getAttribute(program, "unix:uid");
        if (owner == 0) {
            // What is root's is everybody's to trust, so it is given to somebody else.
            owner = 12_345;
            Files.setAttribute(program, "unix:uid", owner);
            Files.setAttribute(program, "unix:gid", owner);
        }

        assertThat(PluginFinder.doubtAbout(program, owner)).isEmpty();
        assertThat(PluginFinder.doubtAbout(program, owner + 1))
                .hasValueSatisfying(doubt -> assertThat(doubt).endsWith(" belongs to another user"));
    }

    @Test
    void a_later_program_stands_in_for_a_refused_one() throws Exception {
        Path open = Files.createDirectory(root.resolve("open"));
        write(open.resolve("age-plugin-x"), "rwxr-xr-x");
        allow(open, "rwxrwxrwx");

        assertThat(find(open + ":" + folder)).isEqualTo(program);
    }

    private void assertRefused(Path searched, Path culprit) {
        assertThatThrownBy(() -> find(searched.toString()))
                .isInstanceOf(AgeException.PluginFailed.class)
                .hasMessage("age-plugin-x: not started: others may write " + culprit);
    }

    private static Path find(String searchPath) throws AgeException {
        return PluginFinder.find("x", searchPath);
    }

    private static void write(Path file, String permissions) throws IOException {
        Files.writeString(file, "#!/bin/true\n");
        allow(file, permissions);
    }

    private static void allow(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
