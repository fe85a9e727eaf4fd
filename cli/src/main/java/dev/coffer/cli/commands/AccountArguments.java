package dev.coffer.cli.commands;

import dev.coffer.api.ServerAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which logins a command takes away: all of a server, or one user's. */
final class AccountArguments {
    @Mixin
    private final ServerArgument server = new ServerArgument();

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            description = "Only the account of this user. No other becomes active.")
    private @Nullable String username;

    ServerAddress server() {
        return server.value();
    }

    Optional<String> username() {
        return Optional.ofNullable(username);
    }
}
