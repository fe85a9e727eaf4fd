package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.TerminalPrompts;
import dev.coffer.vault.ProtectionChange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code coffer vault unprotect}. */
@Command(
        name = "unprotect",
        description = "Takes something away that unlocks the vault. The vault gets a new identity, and every entry is"
                + " re-encrypted, so that what was taken away opens nothing new.",
        mixinStandardHelpOptions = true)
final class VaultUnprotectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "1..*", description = "As coffer vault status shows it.")
    private List<String> names = List.of();

    @Mixin
    private final KeepIdentityOption keepIdentity = new KeepIdentityOption();

    private final Output output;

    VaultUnprotectCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Coffer coffer = Coffer.open();
        ProtectionChange change =
                coffer.vault(new TerminalPrompts()).protection().change();
        keepIdentity.applyTo(change);
        names.forEach(change::remove);
        return ChangeReport.print(output, coffer, change.apply());
    }
}
