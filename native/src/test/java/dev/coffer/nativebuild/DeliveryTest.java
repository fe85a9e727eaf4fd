package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    @TempDir
    Path folder;

    @Test
    void the_program_is_reachable_under_both_names_and_knows_what_it_is_made_of() throws Exception {
        Delivery delivery = new Delivery(folder.resolve("dist"));
        Fingerprint first = new Fingerprint().add("1");
        assertThat(delivery.isMadeOf(first)).isFalse();
        delivery.install(List.of(built("one")), first);
        assertThat(delivery.isMadeOf(first)).isTrue();
        assertThat(folder.resolve("dist/bin/docker-credential-coffer"))
                .content()
                .isEqualTo("one");
        assertThat(Files.readSymbolicLink(folder.resolve("dist/bin/docker-credential-coffer")))
                .isEqualTo(Path.of("coffer"));
    }

    @Test
    void a_new_program_takes_the_place_of_the_old_one_and_nothing_is_left_behind() throws Exception {
        Delivery delivery = new Delivery(folder.resolve("dist"));
        delivery.install(List.of(built("one")), new Fingerprint().add("1"));
        Files.writeString(folder.resolve("dist/lib/coffer/stale"), "");
        Fingerprint second = new Fingerprint().add("2");
        delivery.install(List.of(built("two")), second);
        assertThat(folder.resolve("dist/bin/coffer")).content().isEqualTo("two");
        assertThat(delivery.isMadeOf(second)).isTrue();
        assertThat(folder.resolve("dist/lib/coffer/stale")).doesNotExist();
        try (var entries = Files.list(folder.resolve("dist"))) {
            assertThat(entries.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("bin", "lib");
        }
    }

    @Test
    void two_programs_lie_side_by_side() throws Exception {
        Path second = folder.resolve("second");
        Scripts.write(second.resolve("lib/coffer/coffer-cloud"), "cloud");

        new Delivery(folder.resolve("dist")).install(List.of(built("one"), second), new Fingerprint().add("1"));

        assertThat(folder.resolve("dist/bin/coffer")).content().isEqualTo("one");
        assertThat(folder.resolve("dist/lib/coffer/coffer-cloud")).content().isEqualTo("cloud");
    }

    private Path built(String text) throws Exception {
        Path built = folder.resolve(text);
        Scripts.write(built.resolve("bin/coffer"), text);
        return built;
    }
}
