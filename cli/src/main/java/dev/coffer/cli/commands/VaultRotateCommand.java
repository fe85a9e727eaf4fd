package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.TerminalPrompts;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code coffer vault rotate}. */
@Command(
        name = "rotate",
        description =
                "Gives the vault a new identity and re-encrypts every entry; also finishes a rotation that was cut off.",
        mixinStandardHelpOptions = true)
final class VaultRotateCommand implements Callable<Integer> {
    private final Output output;

    VaultRotateCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Coffer coffer = Coffer.open();
        return ChangeReport.print(
                output,
                coffer,
                coffer.vault(new TerminalPrompts())
                        .protection()
                        .change()
                        .rotating()
                        .apply());
    }
}
