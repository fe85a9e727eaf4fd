package dev.coffer.docker.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomSetupsTest {
    private static final RandomSetups SETUPS =
            RandomSetups.ofDockersFile().withVariable("DOCKER_AUTH_CONFIG", RandomSetups.AUTHS);

    @Test
    void a_seed_gives_the_same_set_up_again_and_another_seed_another_one() {
        Set<String> texts = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            assertThat(SETUPS.of(seed)).isEqualTo(SETUPS.of(seed));
            texts.add(SETUPS.of(seed).toString());
        }
        assertThat(texts).hasSize(200);
    }

    @Test
    void the_world_of_a_set_up_has_its_files_and_helpers() {
        Setup setup = Setup.of("one", "r.example/app", "{}")
                .with("pass", ScriptedHelper.that(ScriptedHelper.Habit.NOT_FOUND));
        World world = setup.world(Path.of("/set-up"));

        assertThat(world.read(Path.of("/set-up/home/.docker/config.json"))).isInstanceOf(FileContent.Bytes.class);
        assertThat(world.read(Path.of("/set-up/home/.docker"))).isInstanceOf(FileContent.Unreadable.class);
        assertThat(world.read(Path.of("/etc/passwd"))).isInstanceOf(FileContent.Missing.class);
        assertThat(world.list(world.home())).containsExactly(".docker");
        assertThat(world.hasProgram("docker-credential-pass")).isTrue();
        assertThat(world.ask("pass", "r.example")).isInstanceOf(HelperReply.NotFound.class);
        assertThat(world.ask("other", "r.example")).isInstanceOf(HelperReply.Absent.class);
    }
}
