package dev.coffer.cli.commands;

import dev.coffer.age.AgeException;
import dev.coffer.age.Prompts;
import dev.coffer.platform.places.Environment;
import dev.coffer.vault.unlocking.MachinePassphrase;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Asks for a passphrase that is new: twice at a terminal, where a slip of the finger would lock its owner out. */
final class NewPassphrase {
    private NewPassphrase() {}

    /** The passphrase in UTF-8; the caller wipes it. */
    static byte[] ask(Prompts terminal, String question) throws IOException {
        Optional<MachinePassphrase> machine = MachinePassphrase.of(Environment.ofProcess());
        byte[] first = machine.isPresent() ? machine.get().askSecret(question) : terminal.askSecret(question);
        if (first.length == 0) {
            throw new AgeException.NoAnswer("the passphrase is empty; nothing was changed");
        }
        if (machine.isEmpty()) {
            byte[] second = terminal.askSecret("the same again: ");
            boolean same = MessageDigest.isEqual(first, second);
            Arrays.fill(second, (byte) 0);
            if (!same) {
                Arrays.fill(first, (byte) 0);
                throw new AgeException.NoAnswer("the two passphrases differ; nothing was changed");
            }
        }
        return first;
    }
}
