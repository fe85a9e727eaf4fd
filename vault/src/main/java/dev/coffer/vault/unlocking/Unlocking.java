package dev.coffer.vault.unlocking;

import dev.coffer.age.Prompts;
import dev.coffer.vault.agent.AgentSocket;
import java.util.Optional;

/**
 * What may be tried to open a locked vault during a call, in this order: the agent, SSH keys without a passphrase, the
 * machine's passphrase, the user.
 *
 * @param agent where an agent may listen
 * @param machine answers with the passphrase that the environment names
 * @param user asks whoever sits there; without it nobody is asked
 */
public record Unlocking(Optional<AgentSocket> agent, Optional<MachinePassphrase> machine, Optional<Prompts> user) {
    /** Nothing: only a bare key file opens the vault. */
    public static Unlocking none() {
        return new Unlocking(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, and this user may be asked. */
    public Unlocking asking(Prompts prompts) {
        return new Unlocking(agent, machine, Optional.of(prompts));
    }
}
