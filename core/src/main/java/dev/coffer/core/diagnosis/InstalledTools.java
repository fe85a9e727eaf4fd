package dev.coffer.core.diagnosis;

import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolVersion;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the tools that are programs on the search path, and asks them for their version. Libraries of Java programs are
 * nowhere to be found.
 */
public final class InstalledTools {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_OUTPUT = 1 << 16;

    private final ProgramFinder programs;

    /** The tools on the search path of this environment. */
    public InstalledTools(Environment environment) {
        this.programs = ProgramFinder.on(environment.get("PATH").orElse(""));
    }

    /** The tool, if it is here. */
    public Optional<Installation> find(Tool tool) {
        return command(tool).flatMap(command -> switch (programs.find(command.program())) {
            case Search.Found(var program) ->
                asked(new ChildProcess(program, command.arguments().toArray(String[]::new)));
            case Search.Refused _ -> Optional.of(new Installation(Optional.empty()));
            case Search.Missing _ -> Optional.empty();
        });
    }

    /** True when the tool is a library that comes with the programs that use it. */
    public static boolean isLibrary(Tool tool) {
        return command(tool).isEmpty();
    }

    /** One that cannot tell its version is not there: so docker answers for a plugin that it does not have. */
    private static Optional<Installation> asked(ChildProcess question) {
        Outcome outcome = question.limit(LIMIT).maxOutput(MAX_OUTPUT).run();
        if (outcome instanceof Outcome.Finished finished) {
            return finished.status() == 0
                    ? Optional.of(
                            new Installation(ToolVersion.in(new String(finished.output(), StandardCharsets.UTF_8))))
                    : Optional.empty();
        }
        return Optional.of(new Installation(Optional.empty()));
    }

    private record Command(String program, List<String> arguments) {}

    private static Optional<Command> command(Tool tool) {
        return switch (tool) {
            case DOCKER, PODMAN, BUILDAH, SKOPEO, NERDCTL, NOMAD, KUBELET ->
                Optional.of(new Command(tool.id(), List.of("--version")));
            case BUILDX -> Optional.of(new Command("docker", List.of("buildx", "version")));
            case CRANE, ORAS, REGCTL -> Optional.of(new Command(tool.id(), List.of("version")));
            case HELM -> Optional.of(new Command("helm", List.of("version", "--short")));
            case JIB, JIB_CORE, TESTCONTAINERS, SPRING_BOOT, DOCKER_JAVA, DOCKER_MAVEN_PLUGIN, JKUBE, ORAS_JAVA ->
                Optional.empty();
        };
    }
}
