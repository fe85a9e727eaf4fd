package dev.coffer.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer vault} without a command. */
@Command(
        name = "vault",
        description = "Says what protects the vault, and changes it; moves a vault to another machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            VaultStatusCommand.class,
            VaultProtectCommand.class,
            VaultUnprotectCommand.class,
            VaultRotateCommand.class,
            VaultExportCommand.class,
            VaultImportCommand.class,
        })
final class VaultCommand implements Runnable {
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
