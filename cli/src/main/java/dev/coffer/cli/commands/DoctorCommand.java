package dev.coffer.cli.commands;

import dev.coffer.api.image.ImageReference;
import dev.coffer.core.Coffer;
import dev.coffer.core.diagnosis.Diagnosis;
import dev.coffer.core.diagnosis.ImageDoctor;
import dev.coffer.core.diagnosis.InstalledTools;
import dev.coffer.core.diagnosis.PullTrials;
import dev.coffer.docker.tools.MachineWorld;
import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.World;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.ProgramFinder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer doctor}: shows user names, never a secret. */
@Command(
        name = "doctor",
        description = "Says which tool uses which credential for an image, and why not another one."
                + " Without an image, finds what is wrong with the credentials of this machine.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "IMAGE",
            arity = "0..1",
            converter = ImageConverter.class,
            description = "The image, as one would pull it.")
    private @Nullable ImageReference image;

    @Option(
            names = "--tool",
            paramLabel = "TOOL",
            split = ",",
            converter = ToolConverter.class,
            description = "Only this tool, installed or not: docker, podman, jib ... May be given several times.")
    private Set<Tool> tools = EnumSet.noneOf(Tool.class);

    @Option(
            names = "--check",
            description = "Also asks the registry for the image, once with each different credential, and without one"
                    + " where a tool has none.")
    private boolean check;

    @Option(
            names = "--fix",
            description = "Mends what is safe to mend on this machine, after showing it; backups hold no secret.")
    private boolean fix;

    @Option(names = "--json", description = "A JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    DoctorCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Environment environment = Environment.ofProcess();
        return image == null ? audit(environment) : diagnose(image, environment);
    }

    private int audit(Environment environment) throws IOException {
        requireNot(check, "--check needs an image");
        requireNot(!tools.isEmpty(), "--tool needs an image");
        return new AuditRun(output, environment).run(json, fix);
    }

    private int diagnose(ImageReference image, Environment environment) throws IOException {
        requireNot(fix, "--fix is for the machine, without an image");
        Coffer coffer = Coffer.open(environment);
        Diagnosis diagnosis =
                new ImageDoctor(coffer, world(environment), new InstalledTools(environment)).diagnose(image, tools);
        DoctorImage result = check ? checked(diagnosis, environment) : DoctorImage.unchecked(diagnosis);
        if (json) {
            output.write(DoctorImageJson.of(result));
        } else {
            new DoctorImageView(result, check, coffer.places().home()).print(output);
        }
        return result.isWell() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private void requireNot(boolean wrong, String mistake) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
    }

    private static World world(Environment environment) throws NoHomeException {
        return new MachineWorld(
                environment,
                Places.of(environment).home(),
                ProgramFinder.on(environment.get("PATH").orElse("")),
                ChildProcess.DEFAULT_LIMIT);
    }

    private static DoctorImage checked(Diagnosis diagnosis, Environment environment) {
        try (PullTrials trials = new PullTrials(diagnosis.image(), environment, InstantSource.system())) {
            return DoctorImage.checked(diagnosis, trials);
        }
    }
}
