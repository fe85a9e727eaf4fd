package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets in the keychain. Metadata are attributes: listing them does not make macOS ask the user. */
final class KeychainSecrets implements SecretStore {
    private final Keychain keychain;

    KeychainSecrets(Keychain keychain) {
        this.keychain = keychain;
    }

    @Override
    public void put(SecretId id, Secret secret, Map<String, String> metadata) throws StoreException {
        Keychain limited = limited();
        for (int attempt = 0; attempt < OsxKeychain.ATTEMPTS; attempt++) {
            if (limited.update(SecretLayout.query(id), SecretLayout.changes(secret, metadata)) == Keychain.Change.DONE
                    || limited.add(SecretLayout.newItem(id, secret, metadata))) {
                return;
            }
        }
        throw new StoreException(
                Kind.REFUSED,
                "the keychain has an item for " + id + " that cannot be changed",
                "delete it in Keychain Access and try again");
    }

    @Override
    public Optional<StoredSecret> get(SecretId id) throws StoreException {
        Optional<Keychain.Item> item = limited().item(SecretLayout.query(id));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, String>> metadata =
                SecretLayout.metadata(item.get().attributes());
        if (metadata.isEmpty()) {
            throw new StoreException(
                    Kind.DAMAGED,
                    "the metadata of " + id + " in the keychain cannot be understood",
                    "store it anew or delete it");
        }
        return Optional.of(new StoredSecret(id, item.get().secret(), metadata.get()));
    }

    @Override
    public boolean delete(SecretId id) throws StoreException {
        return limited().delete(SecretLayout.query(id));
    }

    /** {@inheritDoc} Metadata that cannot be understood are left out here; {@link #get} says so. */
    @Override
    public List<SecretEntry> list(SecretPattern pattern) throws StoreException {
        List<SecretEntry> selected = new ArrayList<>();
        for (Map<Key, Value> item : limited().attributes(SecretLayout.query())) {
            SecretLayout.id(item)
                    .filter(pattern::matches)
                    .ifPresent(id -> selected.add(
                            new SecretEntry(id, SecretLayout.metadata(item).orElse(Map.of()))));
        }
        selected.sort(Comparator.comparing(SecretEntry::id));
        return List.copyOf(selected);
    }

    private Keychain limited() {
        return new LimitedKeychain(keychain, OsxKeychain.LIMIT);
    }
}
