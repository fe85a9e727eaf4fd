package dev.coffer.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real shells of the machine. */
class ProveSearchPathsTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder);
        sandbox.write(sandbox.config(), "{\"auths\": {\"reg.example\": " + Sandbox.auth("u", "p") + "}}");
    }

    @Test
    void docker_is_not_pointed_at_a_helper_that_it_would_not_find() throws Exception {
        sandbox.variables.put("PATH", "/usr/bin:/bin");
        String before = sandbox.read(sandbox.config());

        assertThatThrownBy(sandbox::setUp)
                .isInstanceOfSatisfying(SetupException.class, refused -> assertThat(refused.whatToDo())
                        .contains("~/.profile", sandbox.bin().toString()));

        assertThat(sandbox.read(sandbox.config())).isEqualTo(before);
        assertThat(sandbox.login("reg.example")).isEmpty();
    }

    @Test
    void a_login_shell_that_finds_it_is_enough_and_this_terminal_is_named() throws Exception {
        sandbox.variables.put("PATH", "/usr/bin:/bin");
        // As Debian's: the folder is there by the time a shell looks.
        sandbox.write(
                sandbox.home.resolve(".profile"),
                "echo noise\nif [ -d \"$HOME/.local/bin\" ]; then PATH=\"$HOME/.local/bin:$PATH\"; fi\n");

        List<String> said = sandbox.setUp();

        assertThat(said)
                .anyMatch(line -> line.contains("a login shell: starts"))
                .anyMatch(line -> line.contains("this terminal: does not find it"));
        assertThat(sandbox.login("reg.example")).contains("u:p");
    }

    @Test
    void a_shell_that_tells_nothing_is_replaced_by_the_standard_one() throws Exception {
        sandbox.variables.put("SHELL", "/usr/sbin/nologin");
        sandbox.variables.put("PATH", "/usr/bin:/bin");
        sandbox.write(sandbox.home.resolve(".profile"), "PATH=\"$HOME/.local/bin:$PATH\"\n");

        assertThat(sandbox.setUp()).anyMatch(line -> line.contains("a login shell: starts"));
    }

    @Test
    void for_root_the_links_lie_where_every_path_has_them_too() throws Exception {
        sandbox.superuser = true;
        Path shared = sandbox.root.resolve("usr/local/bin");
        sandbox.variables.put("PATH", shared + ":/usr/bin:/bin");

        List<String> said = sandbox.setUp();

        assertThat(said).anyMatch(line -> line.contains("this terminal: starts"));
        assertThat(Files.readSymbolicLink(shared.resolve("docker-credential-coffer")))
                .isEqualTo(sandbox.versions().resolve("current/bin/docker-credential-coffer"));
        assertThat(sandbox.bin().resolve("coffer")).isExecutable();
    }

    @Test
    void a_working_link_of_another_installation_in_the_shared_folder_is_left_and_a_dead_one_replaced()
            throws Exception {
        sandbox.superuser = true;
        Path shared = Files.createDirectories(sandbox.root.resolve("usr/local/bin"));
        sandbox.variables.put("PATH", shared + ":/usr/bin:/bin");
        Path other = Files.createDirectories(folder.resolve("other/lib/coffer/current/bin"));
        Sandbox.script(other.resolve("docker-credential-coffer"), "echo \"docker-credential-coffer (other) 1\"");
        Files.createSymbolicLink(shared.resolve("docker-credential-coffer"), other.resolve("docker-credential-coffer"));
        Files.createSymbolicLink(shared.resolve("coffer"), other.resolve("coffer"));

        sandbox.setUp();

        assertThat(Files.readSymbolicLink(shared.resolve("docker-credential-coffer")))
                .startsWith(other);
        assertThat(Files.readSymbolicLink(shared.resolve("coffer"))).startsWith(sandbox.versions());
    }

    @Test
    void a_program_that_does_not_start_here_is_said_to_be_so() throws Exception {
        Sandbox.script(sandbox.delivery.root().resolve("bin/coffer"), "exit 1");

        assertThatThrownBy(sandbox::setUp)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("does not start on this machine");
    }

    @Test
    void the_secure_path_of_sudo_is_read_where_it_may_be() throws Exception {
        Path machine = Files.createDirectories(folder.resolve("with-sudo"));
        Files.createDirectories(machine.resolve("etc"));
        Files.writeString(machine.resolve("etc/sudoers"), "Defaults\tenv_reset\nDefaults\tsecure_path=\"/one:/two\"\n");
        SearchPaths paths = new SearchPaths(
                new Environment(sandbox.variables), new Machine(machine, true), sandbox.home, sandbox.bin());

        assertThat(paths.ofServices())
                .filteredOn(path -> path.name().equals("sudo"))
                .allSatisfy(path -> assertThat(path.value()).isEqualTo("/one:/two"));
    }
}
