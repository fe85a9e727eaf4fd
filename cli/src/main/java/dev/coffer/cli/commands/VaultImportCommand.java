package dev.coffer.cli.commands;

import dev.coffer.age.Identities;
import dev.coffer.age.Identity;
import dev.coffer.age.Prompts;
import dev.coffer.age.ScryptIdentity;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.TerminalPrompts;
import dev.coffer.platform.places.Environment;
import dev.coffer.vault.VaultImport;
import dev.coffer.vault.unlocking.MachinePassphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coffer vault import}. */
@Command(
        name = "import",
        description = "Puts what coffer vault export wrote into the vault. A damaged file changes nothing.",
        mixinStandardHelpOptions = true)
final class VaultImportCommand implements Callable<Integer> {
    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = "An age identity file or an SSH private key that opens the file. Can be repeated. Without it"
                    + " the passphrase is asked for.")
    private List<Path> identityFiles = List.of();

    @Option(names = "--replace", description = "Replace what the vault has already under the same name.")
    private boolean replace;

    @Parameters(paramLabel = "FILE", description = "The file to read.")
    private Path file = Path.of("");

    private final Output output;

    VaultImportCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Prompts prompts = new TerminalPrompts();
        VaultImport importing = Coffer.open().vault(prompts).importing();
        if (replace) {
            importing.replacing();
        }
        List<Identity> identities = identityFiles.isEmpty() ? passphrase(prompts) : identities(prompts);
        try {
            return report(importing.from(file, identities));
        } finally {
            identities.forEach(Identity::close);
        }
    }

    private List<Identity> identities(Prompts prompts) throws IOException {
        List<Identity> identities = new ArrayList<>();
        for (Path identityFile : identityFiles) {
            try (InputStream in = Files.newInputStream(identityFile)) {
                identities.addAll(Identities.read(in, prompts));
            }
        }
        return identities;
    }

    private static List<Identity> passphrase(Prompts prompts) throws IOException {
        Optional<Prompts> machine =
                MachinePassphrase.of(Environment.ofProcess()).map(Prompts.class::cast);
        byte[] secret = machine.orElse(prompts).askSecret("passphrase of the file: ");
        try {
            return List.of(ScryptIdentity.of(secret));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private int report(VaultImport.Report report) {
        report.kept()
                .forEach(name -> output.note(
                        name + " is in the vault with another content and was kept; --replace takes" + " the file's"));
        report.problems().forEach(problem -> output.note(problem.text()));
        output.print("imported " + report.imported() + ", already there " + report.unchanged()
                + (report.kept().isEmpty() ? "" : ", kept " + report.kept().size()));
        return report.kept().isEmpty() && report.problems().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
