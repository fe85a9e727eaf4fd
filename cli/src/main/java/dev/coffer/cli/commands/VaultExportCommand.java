package dev.coffer.cli.commands;

import dev.coffer.age.Plugins;
import dev.coffer.age.Prompts;
import dev.coffer.age.Recipient;
import dev.coffer.age.Recipients;
import dev.coffer.age.ScryptRecipient;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.TerminalPrompts;
import dev.coffer.vault.VaultExport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer vault export}. */
@Command(
        name = "export",
        description = "Writes all logins and secrets of the vault into one age file.",
        mixinStandardHelpOptions = true)
final class VaultExportCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    @Option(
            names = "--to",
            paramLabel = "RECIPIENT",
            description = "Who can open the file: age1..., an SSH public key, a plugin's recipient. Can be repeated.")
    private List<String> recipients = List.of();

    @Option(names = "--passphrase", description = "A passphrase opens the file; it is asked for.")
    private boolean passphrase;

    @Option(names = "--skip-damaged", description = "Leave out entries that cannot be read, instead of failing.")
    private boolean skipDamaged;

    @Parameters(paramLabel = "FILE", description = "The file to write, or - for standard output.")
    private String file = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    VaultExportCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (passphrase == !recipients.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "for whom? either --to RECIPIENT, once or more often, or --passphrase");
        }
        Prompts prompts = new TerminalPrompts();
        VaultExport export = Coffer.open().vault(prompts).exporting();
        if (skipDamaged) {
            export.skippingDamaged();
        }
        VaultExport.Report report = passphrase ? byPassphrase(export, prompts) : write(export, recipients(prompts));
        report.problems().forEach(problem -> output.note(problem.text()));
        output.note("exported " + report.exported() + " logins and secrets");
        return report.problems().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private List<Recipient> recipients(Prompts prompts) throws IOException {
        List<Recipient> parsed = new ArrayList<>();
        for (String recipient : recipients) {
            parsed.add(Recipients.parse(recipient, Plugins.with(prompts)));
        }
        return parsed;
    }

    private VaultExport.Report byPassphrase(VaultExport export, Prompts prompts) throws IOException, StoreException {
        byte[] secret = NewPassphrase.ask(prompts, "passphrase for the file: ");
        try (ScryptRecipient recipient = ScryptRecipient.of(secret)) {
            return write(export, List.of(recipient));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private VaultExport.Report write(VaultExport export, List<? extends Recipient> to) throws StoreException {
        return file.equals(STDOUT)
                ? export.to(to, new FileOutputStream(FileDescriptor.out))
                : export.to(to, Path.of(file).toAbsolutePath());
    }
}
