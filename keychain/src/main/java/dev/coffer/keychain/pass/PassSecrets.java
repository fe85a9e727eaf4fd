package dev.coffer.keychain.pass;

import dev.coffer.api.Kind;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import dev.coffer.keychain.SecretEnvelope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Secrets by id, one {@link SecretEnvelope} a file. */
final class PassSecrets implements SecretStore {
    private final PasswordStore store;

    PassSecrets(PasswordStore store) {
        this.store = store;
    }

    @Override
    public void put(SecretId id, Secret secret, Map<String, String> metadata) throws StoreException {
        Path file = files().file(id);
        byte[] envelope = SecretEnvelope.encode(id, secret, metadata);
        byte[] encrypted;
        try {
            encrypted = store.encrypt(file, envelope, Request.DEFAULT_LIMIT);
        } finally {
            Arrays.fill(envelope, (byte) 0);
        }
        store.alone(() -> store.apply(
                file,
                Optional.of(encrypted),
                List.of(),
                "Add given password for " + store.entryName(file) + " to store."));
    }

    @Override
    public Optional<StoredSecret> get(SecretId id) throws StoreException {
        Path file = files().file(id);
        Optional<byte[]> envelope = store.read(file, Request.DEFAULT_LIMIT);
        return envelope.isEmpty() ? Optional.empty() : Optional.of(open(envelope.get(), id, file));
    }

    @Override
    public boolean delete(SecretId id) throws StoreException {
        Path file = files().file(id);
        AtomicBoolean deleted = new AtomicBoolean();
        if (!Files.exists(file)) {
            return false;
        }
        store.alone(() -> {
            if (Files.exists(file)) {
                store.apply(file, Optional.empty(), List.of(file), "Remove " + store.entryName(file) + " from store.");
                deleted.set(true);
            }
        });
        return deleted.get();
    }

    /** {@inheritDoc} Decrypts what it lists: the metadata lies beside the secret. */
    @Override
    public List<SecretEntry> list(SecretPattern pattern) throws StoreException {
        List<SecretEntry> entries = new ArrayList<>();
        for (SecretId id : files().all()) {
            if (pattern.matches(id)) {
                entry(id).ifPresent(entries::add);
            }
        }
        return List.copyOf(entries);
    }

    private SecretFiles files() throws StoreException {
        return new SecretFiles(store.root());
    }

    private Optional<SecretEntry> entry(SecretId id) throws StoreException {
        try {
            Optional<StoredSecret> stored = get(id);
            stored.ifPresent(one -> one.secret().close());
            return stored.map(one -> new SecretEntry(id, one.metadata()));
        } catch (StoreException failure) {
            if (failure.kind() != Kind.DAMAGED) {
                throw failure;
            }
            return Optional.of(new SecretEntry(id, Map.of()));
        }
    }

    private static StoredSecret open(byte[] envelope, SecretId id, Path file) throws StoreException {
        try {
            return SecretEnvelope.decode(envelope, id, file.toString());
        } finally {
            Arrays.fill(envelope, (byte) 0);
        }
    }
}
