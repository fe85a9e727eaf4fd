package dev.coffer.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder);
    }

    @Test
    void an_ordinary_machine_needs_no_remarks() throws Exception {
        assertThat(Sandbox.shown(sandbox.setup().plan(sandbox.delivery))).noneMatch(line -> line.startsWith("note:"));
    }

    @Test
    void docker_as_a_snap_is_named_with_the_file_that_it_reads() throws Exception {
        Files.createDirectories(sandbox.root.resolve("snap/bin"));
        Files.writeString(sandbox.root.resolve("snap/bin/docker"), "");

        assertNoted("snap/docker/current/.docker/config.json");
    }

    @Test
    void docker_desktop_is_named() throws Exception {
        sandbox.helper("desktop", "x.example", "u", "p");
        sandbox.write(sandbox.config(), "{\"credsStore\": \"desktop\"}");

        assertNoted("Docker Desktop");
    }

    @Test
    void windows_below_is_named() throws Exception {
        Files.createDirectories(sandbox.root.resolve("proc"));
        Files.writeString(
                sandbox.root.resolve("proc/version"), "Linux version 5.15.153.1-microsoft-standard-WSL2 (root@x)");
        sandbox.helper("desktop.exe", "x.example", "u", "p");
        sandbox.write(sandbox.config(), "{\"credsStore\": \"desktop.exe\"}");

        assertNoted("this is WSL");
        assertNoted("desktop.exe needs the Windows PATH");
    }

    @Test
    void a_dev_container_is_named() throws Exception {
        sandbox.variables.put("REMOTE_CONTAINERS", "true");

        assertNoted("this is a dev container");
    }

    @Test
    void a_variable_that_docker_prefers_is_named() throws Exception {
        sandbox.variables.put("DOCKER_AUTH_CONFIG", "{\"auths\": {}}");

        assertNoted("DOCKER_AUTH_CONFIG is set");
    }

    private void assertNoted(String words) throws Exception {
        assertThat(Sandbox.shown(sandbox.setup().plan(sandbox.delivery)))
                .anyMatch(line -> line.startsWith("note:") && line.contains(words));
    }
}
