package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.Delivery;
import dev.coffer.cli.setup.Keep;
import dev.coffer.cli.setup.Machine;
import dev.coffer.cli.setup.Plan;
import dev.coffer.cli.setup.Report;
import dev.coffer.cli.setup.Setup;
import dev.coffer.cli.setup.SetupException;
import dev.coffer.core.Version;
import dev.coffer.docker.config.ConfigFileException;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer setup}. */
@Command(
        name = "setup",
        description = "Installs coffer and makes docker, podman and skopeo keep their logins in it. Prints its plan and"
                + " does it; asks nothing. A second time changes nothing.",
        mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Only print the plan.")
    private boolean dryRun;

    @Option(names = "--system", description = "Install for all users: /usr/local, /etc/containers. Needs root.")
    private boolean system;

    @Option(
            names = "--undo",
            description = "Take it back. The logins stay in the vault; refused while docker would lose some.")
    private boolean undo;

    @Option(names = "--plain-text", description = "With --undo: write the logins into config.json, in plain text.")
    private boolean plainText;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "With --undo: write the logins to this file, in plain text, in docker's format.")
    private @Nullable Path export;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "First choose the keystore, as coffer config set store STORE does; auto takes the desktop's"
                    + " keyring where there is one, else the vault. Without it the vault is used, or what was chosen"
                    + " before.")
    private @Nullable String store;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    SetupCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (!undo && (plainText || export != null)) {
            throw new ParameterException(spec.commandLine(), "--plain-text and --export belong to --undo");
        }
        if (store != null && (undo || dryRun)) {
            throw new ParameterException(spec.commandLine(), "--store goes with neither --undo nor --dry-run");
        }
        if (store != null) {
            new KeystoreChoice(output).choose(store);
        }
        try {
            return carryOut();
        } catch (SetupException refused) {
            return output.fail(String.valueOf(refused.getMessage()), refused.whatToDo());
        } catch (ConfigFileException unusable) {
            return output.fail(String.valueOf(unusable.getMessage()), unusable.whatToDo());
        }
    }

    private int carryOut() throws IOException, StoreException {
        Setup setup = Setup.of(Environment.ofProcess(), Machine.here(), system);
        Plan plan = undo
                ? setup.undoPlan(new Keep(plainText, Optional.ofNullable(export)))
                : setup.plan(Delivery.running(Version.CURRENT));
        Report report = new PrintedReport(output);
        output.print(dryRun ? "plan (dry run, nothing is changed):" : "plan:");
        plan.show(report);
        if (dryRun) {
            return ExitStatus.DONE;
        }
        plan.run(report);
        output.print(
                plan.isDone() ? "nothing had to be changed" : undo ? "coffer is set up no longer" : "coffer is set up");
        return ExitStatus.DONE;
    }
}
