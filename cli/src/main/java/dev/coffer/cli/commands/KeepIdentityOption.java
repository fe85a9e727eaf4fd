package dev.coffer.cli.commands;

import dev.coffer.vault.ProtectionChange;
import picocli.CommandLine.Option;

/** {@code --keep-identity}, for commands that would make a new identity. */
final class KeepIdentityOption {
    @Option(
            names = "--keep-identity",
            description = "Do not make a new identity where something is taken away: old copies of it, as in backups,"
                    + " then open new entries too.")
    private boolean keep;

    void applyTo(ProtectionChange change) {
        if (keep) {
            change.keepingIdentity();
        }
    }
}
