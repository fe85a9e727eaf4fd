package dev.coffer.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolVersion;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledToolsTest {
    @TempDir
    Path folder;

    @Test
    void a_tool_tells_its_version() throws Exception {
        program("podman", "[ \"$1\" = --version ] && echo podman version 4.3.1");

        assertThat(installed().find(Tool.PODMAN)).contains(new Installation(Optional.of(ToolVersion.of(4, 3, 1))));
    }

    @Test
    void a_tool_that_is_not_on_the_search_path_is_not_here() {
        assertThat(installed().find(Tool.PODMAN)).isEmpty();
    }

    @Test
    void a_plugin_that_docker_does_not_have_is_not_here() throws Exception {
        program("docker", "[ \"$1\" = --version ] && echo Docker version 28.2.2, build e6534b4");

        assertThat(installed().find(Tool.DOCKER)).isPresent();
        assertThat(installed().find(Tool.BUILDX)).isEmpty();
    }

    @Test
    void a_tool_that_says_no_version_is_here_all_the_same() throws Exception {
        program("skopeo", "echo skopeo of my own");

        assertThat(installed().find(Tool.SKOPEO)).contains(new Installation(Optional.empty()));
    }

    @Test
    void a_tool_that_others_may_exchange_is_not_run() throws Exception {
        Path witness = folder.resolve("ran");
        Path program = program("skopeo", "touch " + witness);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(installed().find(Tool.SKOPEO)).contains(new Installation(Optional.empty()));
        assertThat(witness).doesNotExist();
    }

    @Test
    void libraries_are_nowhere_to_be_found() {
        assertThat(installed().find(Tool.JIB)).isEmpty();
        assertThat(InstalledTools.isLibrary(Tool.JIB)).isTrue();
        assertThat(InstalledTools.isLibrary(Tool.DOCKER)).isFalse();
    }

    private InstalledTools installed() {
        return new InstalledTools(new Environment(Map.of("PATH", folder.toString())));
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
