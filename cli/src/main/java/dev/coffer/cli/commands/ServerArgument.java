package dev.coffer.cli.commands;

import dev.coffer.api.ServerAddress;
import picocli.CommandLine.Parameters;

/** The server a command is about; Docker Hub when none is named. */
final class ServerArgument {
    @Parameters(
            paramLabel = "SERVER",
            arity = "0..1",
            converter = ServerConverter.class,
            defaultValue = ServerAddress.HUB_SPELLING,
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "The registry: host[:port], with a path where the login is for that path only."
                    + " Without it, Docker Hub.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: there is a default
    private ServerAddress server;

    ServerAddress value() {
        return server;
    }
}
