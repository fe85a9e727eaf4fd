package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.vault.Protection.Status;
import dev.coffer.vault.Vault;
import java.util.List;
import java.util.stream.Collectors;

/** Says how a change of the vault's protection ended. */
final class ChangeReport {
    private ChangeReport() {}

    static int print(Output output, Coffer coffer, List<Vault.Problem> problems) throws StoreException {
        Status status = coffer.vault().protection().status();
        output.print("the vault is unlocked by: "
                + status.methods().stream().map(method -> method.name()).collect(Collectors.joining(", ")));
        problems.forEach(problem -> output.note(problem.text()));
        return problems.isEmpty()
                ? ExitStatus.DONE
                : output.fail(
                        "these entries are still encrypted to the former identity",
                        "mend or erase them, then: coffer vault rotate");
    }
}
