package dev.coffer.cli.commands;

import dev.coffer.age.Prompts;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.TerminalPrompts;
import dev.coffer.vault.ProtectionChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer vault protect}. */
@Command(
        name = "protect",
        description =
                "Adds something that unlocks the vault: any one of several does. The first one takes the place of the"
                        + " bare key file.",
        mixinStandardHelpOptions = true)
final class VaultProtectCommand implements Callable<Integer> {
    @Option(
            names = "--passphrase",
            description = "A passphrase, asked for here; it replaces a former one."
                    + " COFFER_PASSPHRASE_FILE or COFFER_PASSPHRASE_FD may name it.")
    private boolean passphrase;

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description = "An SSH key: the file of its private half. With a passphrase it is asked for at unlocking,"
                    + " without one the vault opens whenever the key is there.")
    private Path @Nullable [] sshKeys;

    @Option(
            names = "--plugin",
            paramLabel = "NAME",
            description = "A plugin of age, as yubikey for age-plugin-yubikey.")
    private @Nullable String plugin;

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "With --plugin: the identity file that the plugin's own program wrote.")
    private @Nullable Path identity;

    @Option(names = "--key-file", description = "Keep, or bring back, the bare key file: the vault is never locked.")
    private boolean keyFile;

    @Mixin
    private final KeepIdentityOption keepIdentity = new KeepIdentityOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    VaultProtectCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (!passphrase && sshKeys == null && plugin == null && !keyFile) {
            throw usage("by what? --passphrase, --ssh-key FILE, --plugin NAME or --key-file");
        }
        if (identity != null && plugin == null) {
            throw usage("--identity belongs to --plugin");
        }
        Prompts prompts = new TerminalPrompts();
        Coffer coffer = Coffer.open();
        ProtectionChange change = coffer.vault(prompts).protection().change();
        keepIdentity.applyTo(change);
        describe(change, prompts);
        return ChangeReport.print(output, coffer, change.apply());
    }

    private void describe(ProtectionChange change, Prompts prompts) throws IOException, StoreException {
        if (sshKeys != null) {
            for (Path key : sshKeys) {
                change.addSshKey(key);
            }
        }
        if (plugin != null && identity != null) {
            change.addPluginIdentity(plugin, identity);
        } else if (plugin != null) {
            change.addPlugin(plugin);
        }
        if (keyFile) {
            change.addKeyFile();
        }
        if (passphrase) {
            byte[] secret = NewPassphrase.ask(prompts, "new passphrase of the vault: ");
            try {
                change.addPassphrase(secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
