package dev.coffer.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.docker.tools.RandomSetups;
import dev.coffer.docker.tools.RandomSetups.Kind;
import dev.coffer.docker.tools.ScriptedHelper.Habit;
import dev.coffer.docker.tools.Setup;
import dev.coffer.docker.tools.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random files, variables and helpers: 200 a tool, 2,000 with {@code -Dcoffer.long=true}. No helper is silent. */
class RandomTest {
    private static final int COUNT = Boolean.getBoolean("coffer.long") ? 2000 : 200;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Tool.class,
            names = {
                "JIB",
                "JIB_CORE",
                "TESTCONTAINERS",
                "SPRING_BOOT",
                "DOCKER_JAVA",
                "DOCKER_MAVEN_PLUGIN",
                "JKUBE",
                "ORAS_JAVA"
            })
    void a_model_says_what_the_tool_does(Tool tool) throws IOException {
        Comparison comparison = new Comparison(tool, folder, LIMIT);
        assertThat(comparison.differences(setups(tool, COUNT))).isEmpty();
    }

    /** Each text of the variable is an environment of its own, and so a process. */
    @Test
    void a_model_reads_the_variable_as_testcontainers_does() throws IOException {
        RandomSetups random = random(Tool.TESTCONTAINERS).withVariable("DOCKER_AUTH_CONFIG", RandomSetups.AUTHS);
        List<Setup> setups = new ArrayList<>();
        for (long seed = 0; setups.size() < COUNT / 40; seed++) {
            Setup setup = random.of(seed);
            if (setup.variables().containsKey("DOCKER_AUTH_CONFIG") && hasRegistry(setup)) {
                setups.add(setup);
            }
        }
        Comparison comparison = new Comparison(Tool.TESTCONTAINERS, folder, LIMIT);
        assertThat(comparison.differences(setups)).isEmpty();
    }

    /** So many set-ups of what the tool knows. */
    static List<Setup> setups(Tool tool, int count) {
        RandomSetups random = random(tool);
        List<Setup> setups = new ArrayList<>();
        for (long seed = 0; setups.size() < count; seed++) {
            Setup setup = random.of(seed);
            if (tool != Tool.TESTCONTAINERS || hasRegistry(setup)) {
                setups.add(setup);
            }
        }
        return setups;
    }

    /** Testcontainers asks the engine for the name of Docker Hub when the image has none, and here is no engine. */
    private static boolean hasRegistry(Setup setup) {
        return setup.image().indexOf('/') > 0;
    }

    private static RandomSetups random(Tool tool) {
        RandomSetups own = RandomSetups.ofDockersFile()
                .withHelpers(
                        Habit.ANSWERS,
                        Habit.ANSWERS,
                        Habit.ANSWERS,
                        Habit.ANSWERS_TOKEN,
                        Habit.ANSWERS_WITH_WARNING,
                        Habit.ANSWERS_AND_FAILS,
                        Habit.NOT_FOUND,
                        Habit.LOCKED,
                        Habit.FAILS,
                        Habit.SAYS_NOTHING,
                        Habit.BABBLES);
        RandomSetups setups =
                own.with("docker/config.json", Kind.DOCKER).withVariable("DOCKER_CONFIG", Setup.ROOT + "/docker");
        return switch (tool) {
            case JIB ->
                setups.with(Setup.HOME + "/.docker/.dockerconfigjson", Kind.DOCKER)
                        .with("docker/.dockercfg", Kind.LEGACY)
                        .with("run/containers/auth.json", Kind.PODMAN)
                        .with(Setup.HOME + "/.config/containers/auth.json", Kind.PODMAN)
                        .with("config/containers/auth.json", Kind.PODMAN)
                        .withVariable("XDG_RUNTIME_DIR", Setup.ROOT + "/run")
                        .withVariable("XDG_CONFIG_HOME", Setup.ROOT + "/config");
            case JIB_CORE -> own;
            case ORAS_JAVA ->
                own.with("run/containers/auth.json", Kind.PODMAN)
                        .with("named.json", Kind.PODMAN)
                        .withVariable("XDG_RUNTIME_DIR", Setup.ROOT + "/run")
                        .withVariable("REGISTRY_AUTH_FILE", Setup.ROOT + "/named.json");
            case DOCKER_JAVA, TESTCONTAINERS -> setups.with(Setup.HOME + "/.docker/.dockercfg", Kind.LEGACY);
            default -> setups;
        };
    }
}
