package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.coffer.Coffer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coffer logout}. */
@Command(name = "logout", description = "Logs out of a registry: every account of it.", mixinStandardHelpOptions = true)
final class LogoutCommand implements Callable<Integer> {
    @Mixin
    private final ServerArgument server = new ServerArgument();

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            description = "Only the account of this user. No other becomes active.")
    private @Nullable String username;

    private final Output output;

    LogoutCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        new Logout(Coffer.open(), output).logout(server.value(), Optional.ofNullable(username));
        return ExitStatus.DONE;
    }
}
