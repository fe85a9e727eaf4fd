package dev.coffer.cli.commands;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coffer use}. */
@Command(
        name = "use",
        description = "Makes another account of a server the active one.",
        mixinStandardHelpOptions = true)
final class UseCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SERVER", converter = ServerConverter.class, description = "The registry.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private ServerAddress server;

    @Parameters(index = "1", paramLabel = "USER", description = "The user whose account it is.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private String username;

    private final Output output;

    UseCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (!Coffer.open().accounts().use(server, username)) {
            return output.fail(
                    server + " has no account of " + username,
                    "see the accounts there are: coffer list; or log in: coffer login -u " + username + " " + server);
        }
        output.print(server + " is now used as " + username);
        return ExitStatus.DONE;
    }
}
