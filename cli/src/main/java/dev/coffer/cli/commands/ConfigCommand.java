package dev.coffer.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer config} without a command. */
@Command(
        name = "config",
        description = "Changes the settings.",
        mixinStandardHelpOptions = true,
        subcommands = ConfigSetCommand.class)
final class ConfigCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? there is set NAME VALUE");
    }
}
