package dev.coffer.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer route} without a command. */
@Command(
        name = "route",
        description = "Says who answers for which servers, and changes it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RouteListCommand.class,
            RouteAddCommand.class,
            RouteRemoveCommand.class,
            RouteExplainCommand.class,
        })
final class RouteCommand implements Runnable {
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
