package dev.coffer.vault;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.vault.agent.AgentKeys;
import dev.coffer.vault.agent.AgentSocket;
import dev.coffer.vault.agent.AgentTicket;
import dev.coffer.vault.keys.HeldKeys;
import dev.coffer.vault.keys.KeyFolder;
import dev.coffer.vault.keys.ProtectorFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the vault's keys are protected: by a bare key file that only its owner may read, by protectors, or by both. */
public final class Protection {
    /** The name of the bare key file among the protectors. */
    public static final String KEY_FILE = "key-file";

    private final EntryStorage storage;

    Protection(EntryStorage storage) {
        this.storage = storage;
    }

    /**
     * One way to unlock the vault.
     *
     * @param name by which it is taken away
     * @param description what it is
     */
    public record Method(String name, String description) {}

    /**
     * How it stands.
     *
     * @param folder the vault's folder
     * @param recipient what new entries are encrypted to; empty when the vault has not been made
     * @param methods any one of these unlocks it
     * @param unlockedUntil when an agent holds the keys: its end
     * @param rotating true when a rotation was begun and not finished
     */
    public record Status(
            Path folder,
            Optional<String> recipient,
            List<Method> methods,
            Optional<Instant> unlockedUntil,
            boolean rotating) {
        public Status {
            methods = List.copyOf(methods);
        }
    }

    /** How it stands. Needs no unlocking. */
    public Status status() throws StoreException {
        Optional<Manifest> manifest = storage.made().map(EntryStorage.Made::manifest);
        Path folder = storage.vault().path();
        if (manifest.isEmpty()) {
            return new Status(folder, Optional.empty(), List.of(), Optional.empty(), false);
        }
        String recipient = manifest.get().recipient();
        return new Status(
                folder,
                Optional.of(recipient),
                methods(recipient),
                unlockedUntil(recipient),
                manifest.get().former().isPresent());
    }

    /** A change of the protection, to be described and then applied. */
    public ProtectionChange change() {
        return new ProtectionChange(storage);
    }

    /**
     * What an agent needs to hold the keys for a while. Unlocks them in this process, by whatever is allowed.
     *
     * @param time how long, from when they are unlocked
     * @return empty when there is nothing to unlock: no vault, or a bare key file opens it
     */
    public Optional<AgentTicket> unlock(Duration time) throws StoreException {
        Optional<Manifest> manifest = storage.made().map(EntryStorage.Made::manifest);
        if (manifest.isEmpty() || storage.keys().isBare(manifest.get().recipient())) {
            return Optional.empty();
        }
        try (HeldKeys keys = storage.hold(manifest.get())) {
            return Optional.of(AgentTicket.of(socket(), Instant.now().plus(time), keys));
        }
    }

    /**
     * Ends the agent; it wipes its keys before it answers.
     *
     * @return false when none was running
     */
    public boolean lock() throws StoreException {
        Optional<AgentKeys> agent = agent();
        if (agent.isEmpty()) {
            return false;
        }
        try (AgentKeys running = agent.get()) {
            return running.lock();
        }
    }

    private List<Method> methods(String recipient) throws StoreException {
        List<Method> methods = new ArrayList<>();
        KeyFolder keys = storage.keys();
        if (keys.isBare(recipient)) {
            methods.add(new Method(KEY_FILE, "the key file " + keys.identityFile() + ", with no other protection"));
        }
        for (ProtectorFile file : keys.protectors()) {
            if (file.opens().contains(recipient)) {
                methods.add(new Method(file.protector().name(), file.protector().description()));
            }
        }
        return methods;
    }

    private Optional<Instant> unlockedUntil(String recipient) throws StoreException {
        Optional<AgentKeys> agent = agent();
        if (agent.isEmpty()) {
            return Optional.empty();
        }
        try (AgentKeys running = agent.get()) {
            return running.holds(recipient) ? Optional.of(running.until()) : Optional.empty();
        }
    }

    private Optional<AgentKeys> agent() throws StoreException {
        Optional<AgentSocket> socket = storage.unlocking().agent();
        return socket.isPresent() ? AgentKeys.connect(socket.get()) : Optional.empty();
    }

    private AgentSocket socket() throws StoreException {
        return storage.unlocking()
                .agent()
                .orElseThrow(() -> new StoreException(Kind.REFUSED, "there is no place for an agent to listen", ""));
    }
}
