package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code coffer lock}. */
@Command(
        name = "lock",
        description = "Locks the vault again: ends the agent that coffer unlock started.",
        mixinStandardHelpOptions = true)
final class LockCommand implements Callable<Integer> {
    private final Output output;

    LockCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (Coffer.open().vault().protection().lock()) {
            output.print("locked");
        } else {
            output.note("no agent was running");
        }
        return ExitStatus.DONE;
    }
}
