package dev.coffer.cli.commands;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coffer logout}. */
@Command(
        name = "logout",
        description = "Logs out of a registry: of every account there, unless one is named."
                + " At Docker Hub, also of a login by browser.",
        mixinStandardHelpOptions = true)
final class LogoutCommand implements Callable<Integer> {
    @Mixin
    private final AccountArguments arguments = new AccountArguments();

    private final Output output;

    LogoutCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        ServerAddress server = Coffer.clientAddress(arguments.server());
        Optional<String> username = arguments.username();
        boolean loggedOut = Coffer.open().logout(server, username);
        String who = username.map(name -> " of " + name).orElse("");
        output.print(loggedOut ? "logged out of " + server + who : "there was no login" + who + " for " + server);
        return ExitStatus.DONE;
    }
}
