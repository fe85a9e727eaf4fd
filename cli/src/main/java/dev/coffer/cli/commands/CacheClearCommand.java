package dev.coffer.cli.commands;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code coffer cache clear}. */
@Command(
        name = "clear",
        description = "Forgets every token, and which metadata servers did not answer.",
        mixinStandardHelpOptions = true)
final class CacheClearCommand implements Callable<Integer> {
    private final Output output;

    CacheClearCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        int tokens = CacheCommand.tokens().clear();
        output.print(tokens == 1 ? "1 token forgotten" : tokens + " tokens forgotten");
        return ExitStatus.DONE;
    }
}
