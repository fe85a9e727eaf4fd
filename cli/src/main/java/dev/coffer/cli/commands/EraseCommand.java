package dev.coffer.cli.commands;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coffer erase}. */
@Command(
        name = "erase",
        description = "Erases the logins of a server, all or one user's. Nothing is sent anywhere.",
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @Mixin
    private final AccountArguments arguments = new AccountArguments();

    private final Output output;

    EraseCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        ServerAddress server = Coffer.clientAddress(arguments.server());
        Optional<String> username = arguments.username();
        boolean erased = Coffer.open().erase(server, username);
        String login = username.map(name -> "login of " + name).orElse("login") + " for " + server;
        output.print(erased ? "erased the " + login : "there was no " + login);
        return ExitStatus.DONE;
    }
}
