package dev.coffer.keychain.wincred;

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

/** The secrets in the Credential Manager. */
final class WincredSecrets implements SecretStore {
    private final CredentialManager manager;
    private final Chunks chunks;

    WincredSecrets(CredentialManager manager) {
        this.manager = manager;
        this.chunks = new Chunks(manager);
    }

    @Override
    public void put(SecretId id, Secret secret, Map<String, String> metadata) throws StoreException {
        WinCredential credential = SecretLayout.credential(id, metadata);
        Wincred.CHANGES.lock();
        try {
            chunks.write(credential, secret);
            chunks.sweep();
        } finally {
            Wincred.CHANGES.unlock();
        }
    }

    @Override
    public Optional<StoredSecret> get(SecretId id) throws StoreException {
        Optional<Chunks.Whole> read = chunks.read(SecretLayout.target(id));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        WinCredential credential = read.get().credential();
        Optional<Map<String, String>> metadata = SecretLayout.metadata(credential);
        if (!SecretLayout.isOne(credential) || metadata.isEmpty()) {
            throw new StoreException(
                    Kind.DAMAGED,
                    "the credential " + credential.target() + " is not as coffer writes it",
                    "store it anew or delete it");
        }
        return Optional.of(new StoredSecret(id, read.get().secret(), metadata.get()));
    }

    @Override
    public boolean delete(SecretId id) throws StoreException {
        Wincred.CHANGES.lock();
        try {
            return chunks.delete(SecretLayout.target(id));
        } finally {
            Wincred.CHANGES.unlock();
        }
    }

    /** {@inheritDoc} Metadata that cannot be understood are left out here; {@link #get} says so. */
    @Override
    public List<SecretEntry> list(SecretPattern pattern) throws StoreException {
        List<SecretEntry> selected = new ArrayList<>();
        for (WinCredential credential : manager.list(SecretLayout.PREFIX)) {
            SecretLayout.id(credential.target())
                    .filter(id -> SecretLayout.isOne(credential) && pattern.matches(id))
                    .ifPresent(id -> selected.add(new SecretEntry(
                            id, SecretLayout.metadata(credential).orElse(Map.of()))));
        }
        selected.sort(Comparator.comparing(SecretEntry::id));
        return List.copyOf(selected);
    }
}
