package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The archive that is handed out: it runs where neither a JDK nor the project is. */
class ArchiveTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void theArchiveRunsOnAMachineWithoutAJdk() throws IOException {
        Peers.requireRoot();
        Path archive;
        try (Stream<Path> files = Files.list(Delivery.projectRoot().resolve("dist"))) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(archive.getFileName().toString()).matches("coffer-linux-(x86_64|aarch64)\\.tar\\.gz");
        user.run(List.of("tar", "-C", user.home().toString(), "-xzf", archive.toString()))
                .succeeded();
        Path helper = find("docker-credential-coffer");

        // Hides every JDK and the project from the program, in a mount namespace of its own.
        String hide = "for folder in /usr/lib/jvm /opt '" + Delivery.projectRoot()
                + "'; do [ ! -d \"$folder\" ] || mount -t tmpfs tmpfs \"$folder\" || exit 9; done; ";
        user.run(
                        Sandbox.storeRequest("registry.example", "ada", "s3cret"),
                        List.of("unshare", "--mount", "sh", "-c", hide + "exec '" + helper + "' store"))
                .succeeded();
        assertThat(user.run(
                                "registry.example",
                                List.of("unshare", "--mount", "sh", "-c", hide + "exec '" + helper + "' get"))
                        .succeeded()
                        .json()
                        .getString("Secret"))
                .isEqualTo("s3cret");
        user.run(List.of("unshare", "--mount", "sh", "-c", hide + "exec '" + find("coffer") + "' version"))
                .succeeded();
    }

    private Path find(String program) throws IOException {
        try (Stream<Path> files = Files.walk(user.home())) {
            return files.filter(file -> file.endsWith("bin/" + program))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
