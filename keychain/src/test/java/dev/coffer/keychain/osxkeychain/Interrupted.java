package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A keychain that somebody else changes just before the first time that we read a secret or change something. */
final class Interrupted implements Keychain {
    /** What somebody else does. */
    interface Work {
        void apply() throws StoreException;
    }

    private final Keychain keychain;
    private Optional<Work> work;

    Interrupted(Keychain keychain, Work work) {
        this.keychain = keychain;
        this.work = Optional.of(work);
    }

    private void interrupt() throws StoreException {
        Optional<Work> once = work;
        work = Optional.empty();
        if (once.isPresent()) {
            once.get().apply();
        }
    }

    @Override
    public boolean add(Map<Key, Value> item) throws StoreException {
        interrupt();
        return keychain.add(item);
    }

    @Override
    public List<Map<Key, Value>> attributes(Map<Key, Value> query) throws StoreException {
        return keychain.attributes(query);
    }

    @Override
    public Optional<Item> item(Map<Key, Value> query) throws StoreException {
        interrupt();
        return keychain.item(query);
    }

    @Override
    public Change update(Map<Key, Value> query, Map<Key, Value> changes) throws StoreException {
        interrupt();
        return keychain.update(query, changes);
    }

    @Override
    public boolean delete(Map<Key, Value> query) throws StoreException {
        interrupt();
        return keychain.delete(query);
    }
}
