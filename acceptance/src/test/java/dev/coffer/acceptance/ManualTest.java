package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of the manual, as man(1) and mandoc(1) see them. */
class ManualTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    private List<Path> pages() throws IOException {
        Path folder = user.path("man/man1");
        user.coffer("man", "--to", folder.toString()).succeeded();
        try (Stream<Path> pages = Files.list(folder)) {
            return pages.sorted().toList();
        }
    }

    @Test
    void theyAreFormattedWithoutAWarning() throws IOException {
        Peers.require("man", "mandoc");
        List<Path> pages = pages();
        assertThat(pages).hasSizeGreaterThan(40);
        user.with("LC_ALL", "C.UTF-8").with("MANWIDTH", "80");
        for (Path page : pages) {
            Result man = user.run(List.of("man", "--warnings", "-P", "cat", "-l", page.toString()))
                    .succeeded();
            assertThat(man.err()).as("%s", page).isEmpty();
            assertThat(man.out()).contains("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS");
            // A page without a date is the same in every build.
            assertThat(user.run(List.of("mandoc", "-T", "lint", "-W", "warning", page.toString()))
                            .out()
                            .lines()
                            .filter(line -> !line.contains("missing date")))
                    .isEmpty();
        }
    }

    @Test
    void theDeliveryHasThemBesideTheProgram() throws IOException {
        Path installed = user.delivery().bin().resolve("../share/man/man1").normalize();
        for (Path page : pages()) {
            assertThat(installed.resolve(page.getFileName().toString())).hasSameTextualContentAs(page);
        }
    }
}
