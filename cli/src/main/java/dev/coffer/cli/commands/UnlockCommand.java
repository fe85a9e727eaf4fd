package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.cli.agent.AgentProcess;
import dev.coffer.core.Coffer;
import dev.coffer.core.TerminalPrompts;
import dev.coffer.vault.Protection;
import dev.coffer.vault.agent.AgentTicket;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer unlock}. */
@Command(
        name = "unlock",
        description = "Unlocks the vault for a while: an agent in the background keeps its key until then.",
        mixinStandardHelpOptions = true)
final class UnlockCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "8h",
            converter = DurationConverter.class,
            description = "How long, as 8h, 30m or 1d; without it 8h.")
    private Duration time = Duration.ofHours(8);

    private final Output output;

    UnlockCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Protection protection = Coffer.open().vault(new TerminalPrompts()).protection();
        Optional<AgentTicket> found = protection.unlock(time);
        if (found.isEmpty()) {
            output.note("there is nothing to unlock: no passphrase, SSH key or plugin protects the vault"
                    + " (coffer vault protect --help)");
            return ExitStatus.DONE;
        }
        try (AgentTicket ticket = found.get()) {
            AgentProcess.start(ticket);
            String end = TIME.format(ticket.until().atZone(ZoneId.systemDefault()));
            output.print("unlocked until " + end + "; before that: coffer lock");
        }
        return ExitStatus.DONE;
    }
}
