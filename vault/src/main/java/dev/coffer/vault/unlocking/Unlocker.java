package dev.coffer.vault.unlocking;

import dev.coffer.age.AgeException;
import dev.coffer.age.Identity;
import dev.coffer.age.Prompts;
import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.vault.agent.AgentKeys;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Failures;
import dev.coffer.vault.keys.HeldKeys;
import dev.coffer.vault.keys.KeyFolder;
import dev.coffer.vault.keys.KeyRing;
import dev.coffer.vault.keys.ProtectorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the keys in a folder by whatever is allowed. */
public final class Unlocker {
    /** What to do about a locked vault. */
    public static final String UNLOCK = "coffer unlock";

    /** How often a person may mistype. */
    private static final int TRIES = 3;

    private final KeyFolder folder;
    private final Unlocking how;

    public Unlocker(KeyFolder folder, Unlocking how) {
        this.folder = folder;
        this.how = how;
    }

    /**
     * A ring that holds the recipient's identity, in this process or at the agent. The caller closes it.
     *
     * @return empty when there are keys, but they are others
     * @throws StoreException LOCKED when nothing that is allowed opens them; DAMAGED when there are no keys at all
     */
    public Optional<KeyRing> open(String recipient) throws StoreException {
        Optional<HeldKeys> bare = bare(recipient);
        if (bare.isPresent()) {
            return Optional.of(bare.get());
        }
        List<ProtectorFile> protectors = protectors(recipient);
        if (protectors.isEmpty()) {
            return bare(recipient).map(KeyRing.class::cast);
        }
        Optional<AgentKeys> agent = agent(recipient);
        return Optional.of(agent.isPresent() ? agent.get() : unwrap(protectors));
    }

    /** The same ring, held by this process: for those who change the keys or hand them to an agent. */
    public Optional<HeldKeys> hold(String recipient) throws StoreException {
        Optional<HeldKeys> bare = bare(recipient);
        if (bare.isPresent()) {
            return bare;
        }
        List<ProtectorFile> protectors = protectors(recipient);
        return protectors.isEmpty() ? bare(recipient) : Optional.of(unwrap(protectors));
    }

    /** Looked for once more when there is no protector: it may have taken the place of the last one meanwhile. */
    private Optional<HeldKeys> bare(String recipient) throws StoreException {
        Optional<HeldKeys> keys = folder.keyFile();
        if (keys.isPresent() && !keys.get().holds(recipient)) {
            keys.get().close();
            return Optional.empty();
        }
        return keys;
    }

    private List<ProtectorFile> protectors(String recipient) throws StoreException {
        return folder.protectors().stream()
                .filter(file -> file.opens().contains(recipient))
                .toList();
    }

    private Optional<AgentKeys> agent(String recipient) throws StoreException {
        if (how.agent().isEmpty()) {
            return Optional.empty();
        }
        Optional<AgentKeys> agent = AgentKeys.connect(how.agent().get());
        if (agent.isPresent() && !agent.get().holds(recipient)) {
            agent.get().close();
            return Optional.empty();
        }
        return agent;
    }

    private HeldKeys unwrap(List<ProtectorFile> protectors) throws StoreException {
        List<String> reasons = new ArrayList<>();
        for (ProtectorFile file : protectors) {
            Optional<Prompts> silent = silent(file);
            if (silent.isPresent() && attempt(file, silent.get(), reasons) instanceof Attempt.Opened(HeldKeys keys)) {
                return keys;
            }
        }
        if (how.user().isPresent()) {
            for (ProtectorFile file : protectors) {
                if (asking(file, how.user().get(), reasons) instanceof Attempt.Opened(HeldKeys keys)) {
                    return keys;
                }
            }
        }
        String why = reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
        throw new StoreException(Kind.LOCKED, "the vault is locked" + why, UNLOCK);
    }

    /** Who answers while the user is not asked; empty where somebody has to be there, as for the touch of a token. */
    private Optional<Prompts> silent(ProtectorFile file) {
        return switch (file.protector().needs()) {
            case NOTHING -> Optional.of(Prompts.none());
            case A_PASSPHRASE -> how.machine().map(Prompts.class::cast);
            case SOMEBODY -> Optional.empty();
        };
    }

    private static Attempt asking(ProtectorFile file, Prompts user, List<String> reasons) throws StoreException {
        Attempt attempt = attempt(file, user, reasons);
        for (int tries = 1; attempt instanceof Attempt.Wrong && tries < TRIES; tries++) {
            user.tell("that was wrong, try again");
            attempt = attempt(file, user, reasons);
        }
        return attempt;
    }

    private static Attempt attempt(ProtectorFile file, Prompts prompts, List<String> reasons) throws StoreException {
        Attempt attempt = attempt(file, prompts);
        switch (attempt) {
            case Attempt.Opened _ -> {}
            case Attempt.Wrong _ -> reasons.add(file.protector().description() + ": wrong");
            case Attempt.Failed failed -> reasons.add(failed.reason());
        }
        return attempt;
    }

    private static Attempt attempt(ProtectorFile file, Prompts prompts) throws StoreException {
        String description = file.protector().description();
        try (Identity identity = file.protector().identity(prompts)) {
            return new Attempt.Opened(file.unwrap(identity));
        } catch (AgeException.NoIdentityMatched | AgeException.PassphraseWrong wrong) {
            return new Attempt.Wrong();
        } catch (IOException failure) {
            return new Attempt.Failed(description + ": " + failure.getMessage());
        } catch (DamagedException damage) {
            throw new StoreException(
                    Kind.DAMAGED, "what " + description + " opens " + damage.reason(), Failures.RESTORE);
        }
    }

    /** How it went with one protector. */
    private sealed interface Attempt {
        record Opened(HeldKeys keys) implements Attempt {}

        record Wrong() implements Attempt {}

        record Failed(String reason) implements Attempt {}
    }
}
