package dev.coffer.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer cache} without a command. */
@Command(
        name = "cache",
        description = "Shows and forgets the tokens of clouds that are remembered.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CacheListCommand.class,
            CacheClearCommand.class,
        })
final class CacheCommand implements Runnable {
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
