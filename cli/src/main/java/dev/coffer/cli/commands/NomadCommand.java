package dev.coffer.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer nomad} without a command. */
@Command(
        name = "nomad",
        description = "Writes the part of a Nomad client's configuration that asks Coffer, and checks jobs.",
        mixinStandardHelpOptions = true,
        subcommands = {
            NomadConfigCommand.class,
            NomadCheckCommand.class,
        })
final class NomadCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? there are "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
