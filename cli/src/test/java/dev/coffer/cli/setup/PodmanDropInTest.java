package dev.coffer.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodmanDropInTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder);
    }

    @Test
    void helpers_that_the_user_had_are_asked_after_coffer() throws Exception {
        sandbox.write(
                sandbox.dropIn().resolveSibling("10-mine.conf"),
                "credential-helpers = [\"containers-auth.json\", \"secretservice\"]\n");

        assertThat(sandbox.setUp()).anyMatch(line -> line.contains("secretservice; they are still asked"));

        assertThat(sandbox.dropIn())
                .content()
                .endsWith("credential-helpers = [\"coffer\", \"containers-auth.json\", \"secretservice\"]\n");
        assertThat(sandbox.setup().plan(sandbox.delivery).isDone()).isTrue();
    }

    @Test
    void a_file_that_replaces_the_list_afterwards_is_named() throws Exception {
        Path later = sandbox.dropIn().resolveSibling("zz-last.conf");
        sandbox.write(later, "credential-helpers = [\"containers-auth.json\"]\n");

        assertThat(sandbox.setUp()).anyMatch(line -> line.contains(later.toString()) && line.contains("is read after"));
    }

    @Test
    void a_foreign_file_of_its_name_is_not_replaced() throws Exception {
        sandbox.write(sandbox.dropIn(), "short-name-mode = \"enforcing\"\n");

        assertThatThrownBy(sandbox::setUp)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("was not written by coffer");

        assertThat(sandbox.dropIn()).hasContent("short-name-mode = \"enforcing\"");
    }

    @Test
    void for_all_users_the_file_that_hides_the_machines_from_this_user_is_named() throws Exception {
        sandbox.superuser = true;
        sandbox.variables.put("PATH", sandbox.root.resolve("usr/local/bin") + ":/usr/bin:/bin");
        Path hiding = sandbox.home.resolve(".config/containers/registries.conf");
        sandbox.write(hiding, "unqualified-search-registries = []\n");

        assertThat(Sandbox.shown(sandbox.setup(true).plan(sandbox.delivery)))
                .anyMatch(line -> line.contains(hiding + " hides"));
    }
}
