package dev.coffer.vault;

import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vault's secrets by id: the same files, names of their own. */
final class VaultSecrets implements SecretStore {
    private final EntryStorage storage;
    private final InstantSource clock;

    VaultSecrets(EntryStorage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    @Override
    public void put(SecretId id, Secret secret, Map<String, String> metadata) throws StoreException {
        Label label =
                new Label(EntryKind.SECRET, id.value(), id.value(), "", Optional.empty(), Optional.empty(), metadata);
        storage.write(new VaultEntry(label, clock.instant(), secret));
    }

    @Override
    public Optional<StoredSecret> get(SecretId id) throws StoreException {
        Optional<VaultEntry> found = storage.find(EntryKind.SECRET, List.of(id.value()));
        return found.map(
                entry -> new StoredSecret(id, entry.secret(), entry.label().metadata()));
    }

    @Override
    public boolean delete(SecretId id) throws StoreException {
        return storage.remove(EntryKind.SECRET, id.value());
    }

    @Override
    public List<SecretEntry> list(SecretPattern pattern) throws StoreException {
        List<SecretEntry> selected = new ArrayList<>();
        for (Label label : storage.survey().labels(EntryKind.SECRET)) {
            SecretId id = new SecretId(label.name());
            if (pattern.matches(id)) {
                selected.add(new SecretEntry(id, label.metadata()));
            }
        }
        selected.sort(Comparator.comparing(SecretEntry::id));
        return List.copyOf(selected);
    }
}
