package dev.coffer.keychain.secretservice;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import dev.coffer.keychain.SecretEnvelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets by id: items of our own schema, found by their id alone, each with one {@link SecretEnvelope}. */
final class ServiceSecrets implements SecretStore {
    private static final String SCHEMA_NAME = "xdg:schema";
    private static final String SCHEMA = "dev.coffer.Secret";
    private static final String MARK_NAME = "coffer";
    private static final String MARK = "secret";
    private static final String ID = "id";

    /** How all are found; not by the schema, for the reason that {@link DockerItems#ALL} has. */
    private static final Map<String, String> ALL = Map.of(MARK_NAME, MARK);

    /** How often an item may be replaced under our hands before that is called a failure. */
    private static final int ATTEMPTS = 20;

    private final SessionBus bus;

    ServiceSecrets(SessionBus bus) {
        this.bus = bus;
    }

    @Override
    public void put(SecretId id, Secret secret, Map<String, String> metadata) throws StoreException {
        byte[] envelope = SecretEnvelope.encode(id, secret, metadata);
        try (Conversation talk = bus.begin()) {
            talk.prepareForSecrets();
            talk.alone();
            List<Item> former = talk.search(marks(id));
            Optional<Item> newest = newest(former);
            if (newest.isPresent()) {
                talk.replaceSecret(newest.get(), envelope);
            } else {
                talk.create("Coffer: " + id, attributes(id), envelope);
            }
            for (Item item : former) {
                if (!item.path().equals(newest.orElseThrow().path())) {
                    talk.delete(item);
                }
            }
        } catch (IOException failure) {
            throw Failures.of(failure);
        } finally {
            Arrays.fill(envelope, (byte) 0);
        }
    }

    @Override
    public Optional<StoredSecret> get(SecretId id) throws StoreException {
        try (Conversation talk = bus.begin()) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                talk.prepareForSecrets();
                Optional<Item> item = newest(talk.search(marks(id)));
                if (item.isEmpty()) {
                    return Optional.empty();
                }
                Optional<byte[]> envelope = talk.secret(item.get());
                if (envelope.isPresent()) {
                    return Optional.of(open(id, envelope.get()));
                }
            }
            throw new StoreException(
                    Kind.UNREACHABLE, "the secret was replaced each time that it was to be read", "try again");
        } catch (IOException failure) {
            throw Failures.of(failure);
        }
    }

    @Override
    public boolean delete(SecretId id) throws StoreException {
        try (Conversation talk = bus.begin()) {
            talk.alone();
            List<Item> items = talk.search(marks(id));
            for (Item item : items) {
                talk.delete(item);
            }
            return !items.isEmpty();
        } catch (IOException failure) {
            throw Failures.of(failure);
        }
    }

    /** {@inheritDoc} Reads the secrets too: the metadata lies beside them. */
    @Override
    public List<SecretEntry> list(SecretPattern pattern) throws StoreException {
        try (Conversation talk = bus.begin()) {
            talk.prepareForSecrets();
            List<Item> selected = new ArrayList<>();
            for (Item item : talk.unlocked(talk.search(ALL))) {
                Optional<SecretId> id = id(item);
                if (id.isPresent() && pattern.matches(id.get())) {
                    selected.add(item);
                }
            }
            selected.sort(
                    Comparator.comparing((Item item) -> item.attribute(ID)).thenComparing(Item::modified));
            Map<String, byte[]> envelopes = selected.isEmpty() ? Map.of() : talk.secretsOf(selected);
            List<SecretEntry> entries = new ArrayList<>();
            for (int i = 0; i < selected.size(); i++) {
                Item item = selected.get(i);
                boolean older = i + 1 < selected.size()
                        && item.attribute(ID).equals(selected.get(i + 1).attribute(ID));
                byte[] envelope = envelopes.get(item.path());
                if (!older && envelope != null) {
                    entries.add(entry(id(item).orElseThrow(), envelope));
                }
            }
            return List.copyOf(entries);
        } catch (IOException failure) {
            throw Failures.of(failure);
        }
    }

    private static SecretEntry entry(SecretId id, byte[] envelope) {
        try {
            StoredSecret stored = open(id, envelope);
            stored.secret().close();
            return new SecretEntry(id, stored.metadata());
        } catch (StoreException damaged) {
            return new SecretEntry(id, Map.of());
        }
    }

    private static StoredSecret open(SecretId id, byte[] envelope) throws StoreException {
        try {
            return SecretEnvelope.decode(envelope, id, "the secret service's item for " + id);
        } finally {
            Arrays.fill(envelope, (byte) 0);
        }
    }

    private static Map<String, String> attributes(SecretId id) {
        return Map.of(SCHEMA_NAME, SCHEMA, MARK_NAME, MARK, ID, id.value());
    }

    private static Map<String, String> marks(SecretId id) {
        return Map.of(MARK_NAME, MARK, ID, id.value());
    }

    private static Optional<Item> newest(List<Item> items) {
        Optional<Item> newest = Optional.empty();
        for (Item item : items) {
            if (newest.isEmpty() || item.isNoOlderThan(newest.get())) {
                newest = Optional.of(item);
            }
        }
        return newest;
    }

    private static Optional<SecretId> id(Item item) {
        try {
            return Optional.of(new SecretId(item.attribute(ID)));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
