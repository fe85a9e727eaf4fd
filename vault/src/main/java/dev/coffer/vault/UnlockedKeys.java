package dev.coffer.vault;

import dev.coffer.api.StoreException;
import dev.coffer.vault.keys.HeldKeys;
import dev.coffer.vault.keys.KeyRing;
import java.util.Optional;

/** The vault's keys, unlocked once for many calls, so that nobody is asked for a passphrase at each. */
final class UnlockedKeys implements AutoCloseable {
    private final EntryStorage storage;
    private Optional<KeyRing> ring = Optional.empty();

    UnlockedKeys(EntryStorage storage) {
        this.storage = storage;
    }

    /**
     * The keys at work. They stay this object's: they serve until the next call, or until this is closed.
     *
     * @param manifest as it is now; after a change of the vault's keys they are unlocked anew
     */
    Seal seal(Manifest manifest) throws StoreException {
        if (!serves(manifest)) {
            close();
            ring = Optional.of(storage.unlock(manifest));
        }
        return new Seal(ring.orElseThrow(), manifest.recipients());
    }

    /** Not the agent's: it serves a connection for a few seconds only, and another one costs little. */
    private boolean serves(Manifest manifest) {
        return ring.isPresent()
                && ring.get() instanceof HeldKeys held
                && manifest.recipients().stream().allMatch(held::holds);
    }

    @Override
    public void close() {
        ring.ifPresent(KeyRing::close);
        ring = Optional.empty();
    }
}
