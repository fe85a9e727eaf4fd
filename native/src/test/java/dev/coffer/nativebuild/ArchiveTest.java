package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    Path folder;

    @Test
    void one_folder_holds_the_program_the_licences_and_the_way_in() throws Exception {
        Path unpacked = unpack(write("x86_64"));
        assertThat(unpacked.getFileName()).hasToString("coffer-0.1.0-linux-x86_64");
        assertThat(Scripts.run(
                                folder,
                                Map.of(),
                                unpacked.resolve("bin/docker-credential-coffer").toString())
                        .out())
                .isEqualTo("started\n");
        assertThat(unpacked.resolve("licenses/README")).content().contains("Classpath Exception");
        assertThat(unpacked.resolve("licenses/openjdk/LICENSE")).exists();
        assertThat(unpacked.resolve("licenses/libraries/a.jar/LICENSE.txt")).hasContent("the same");
        assertThat(unpacked.resolve("licenses/libraries/a.jar/NOTICE")).hasContent("a.jar");
        assertThat(unpacked.resolve("licenses/libraries/b.jar")).isDirectoryContaining("glob:**NOTICE");
        assertThat(unpacked.resolve("licenses/libraries/b.jar/LICENSE.txt")).doesNotExist();
        assertThat(unpacked.resolve("LICENSE")).content().isEqualTo("licence");
    }

    @Test
    void the_way_in_runs_the_set_up_where_there_is_glibc() throws Exception {
        Path unpacked = unpack(write("x86_64"));
        assertThat(Scripts.run(folder, Map.of(), unpacked.resolve("setup").toString(), "--dry-run"))
                .isEqualTo(new Scripts.Outcome(0, "started setup --dry-run\n", ""));
    }

    @Test
    void the_way_in_says_clearly_when_there_is_no_glibc() throws Exception {
        // This machine has no loader of the other architecture, as a musl system has none of its own.
        Path unpacked = unpack(write("aarch64"));
        Scripts.Outcome outcome =
                Scripts.run(folder, Map.of(), unpacked.resolve("setup").toString());
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("needs glibc").contains("musl");
    }

    @Test
    void equal_input_gives_an_equal_archive() throws Exception {
        byte[] first = Files.readAllBytes(write("x86_64"));
        Folders.delete(folder.resolve("root"));
        assertThat(Files.readAllBytes(write("x86_64"))).isEqualTo(first);
    }

    private Path write(String architecture) throws Exception {
        Path root = folder.resolve("root");
        Places places = Scripts.places(root);
        Files.writeString(root.resolve("LICENSE"), "licence");
        Path built = folder.resolve("built");
        Folders.clear(built);
        Scripts.write(built.resolve("bin/coffer"), "#!/bin/sh\necho started \"$@\"\n");
        Delivery delivery = new Delivery(places.dist());
        delivery.install(List.of(built), new Fingerprint().add("1"));
        Machine current = Machine.current();
        Machine machine = new Machine("linux", architecture, false, List.of(), Map.of(), current.javaHome());
        return new Archive(places, machine, "0.1.0", List.of(library("a.jar"), library("b.jar"))).write(delivery);
    }

    private Path library(String name) throws Exception {
        Path jar = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String text : new String[] {"META-INF/LICENSE.txt", "META-INF/NOTICE", "other/LICENSE"}) {
                zip.putNextEntry(new ZipEntry(text));
                zip.write((text.endsWith("NOTICE") ? name : "the same").getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private Path unpack(Path archive) throws Exception {
        Path to = folder.resolve("unpacked");
        Folders.clear(to);
        assertThat(Scripts.run(folder, Map.of(), "tar", "-xzf", archive.toString(), "-C", to.toString())
                        .status())
                .isZero();
        try (var entries = Files.list(to)) {
            return entries.findFirst().orElseThrow();
        }
    }
}
