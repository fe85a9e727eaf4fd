package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.accounts.Account;
import dev.coffer.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer list}. */
@Command(
        name = "list",
        aliases = "ls",
        description = "Lists the logins, without their secrets.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "A JSON array.")
    private boolean json;

    private final Output output;

    ListCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Coffer coffer = Coffer.open();
        List<Account> accounts = coffer.accounts().list();
        if (json) {
            output.write(AccountJson.all(accounts));
        } else {
            table(accounts).lines().forEach(output::print);
        }
        List<Vault.Problem> problems =
                isVault(coffer) ? coffer.vault().inspect().problems() : List.of();
        problems.forEach(problem -> output.note(problem.text()));
        return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static boolean isVault(Coffer coffer) {
        return coffer.keystore().name().equals(Vault.NAME);
    }

    private static Table table(List<Account> accounts) {
        Instant now = Instant.now();
        Table table = new Table("SERVER", "USER", "ACTIVE", "STORE", "EXPIRES");
        for (Account account : accounts) {
            table.add(
                    account.server(),
                    account.username(),
                    account.active() ? "yes" : "no",
                    account.store(),
                    account.expires().map(end -> TimeLeft.until(end, now)).orElse("-"));
        }
        return table;
    }
}
