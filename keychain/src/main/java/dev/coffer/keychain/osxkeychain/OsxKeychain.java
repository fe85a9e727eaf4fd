package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.layout.AddressMatching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The keychain of macOS as a keystore, credentials in the layout of docker-credential-osxkeychain: each reads what the
 * other stored. The layout has no place for a credential's expiry and realm; {@link #store} drops them.
 *
 * <p>Only items with the label {@code Docker Credentials} are ever looked at, changed or deleted. Searching and listing
 * read attributes, for which macOS does not ask the user; a secret is read from one item at a time.
 */
public final class OsxKeychain implements CredentialStore {
    /** The name by which {@link Origin}s and settings know it. */
    public static final String NAME = "osxkeychain";

    /** How long a change may take, in which the user may have to answer. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(1);

    /** How often an item may be replaced under our hands before that is called a failure. */
    static final int ATTEMPTS = 20;

    /** Changes of one process come one after the other; those of several are safe, but may leave two users' items. */
    private static final ReentrantLock CHANGES = new ReentrantLock();

    private final Keychain keychain;
    private final AddressMatching matching;

    OsxKeychain(Keychain keychain) {
        this(keychain, AddressMatching.COFFER);
    }

    private OsxKeychain(Keychain keychain, AddressMatching matching) {
        this.keychain = keychain;
        this.matching = matching;
    }

    /** The same store with the matching of docker-credential-osxkeychain, for whoever calls us by that name. */
    public OsxKeychain asUpstream() {
        return new OsxKeychain(keychain, AddressMatching.OSXKEYCHAIN);
    }

    /** The secret store in the same keychain. */
    public SecretStore secrets() {
        return new KeychainSecrets(keychain);
    }

    /** Whether there is a keychain. Does not make macOS ask the user, and does not say whether it is unlocked. */
    public Availability probe() {
        try {
            int count = items(new LimitedKeychain(keychain, PROBE_LIMIT)).size();
            return new Availability.Available("the keychain answers; it has " + count + " credentials");
        } catch (StoreException failure) {
            return new Availability.Missing(String.valueOf(failure.getMessage()), failure.whatToDo());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} Of several users' the one changed last is given. May make macOS ask the user. */
    @Override
    public Lookup get(Request request) {
        Keychain limited = new LimitedKeychain(keychain, request.limit());
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<DockerItem> item = choose(items(limited), request);
                if (item.isEmpty()) {
                    return new Lookup.Absent("the keychain has no credential for " + request.server());
                }
                Optional<Keychain.Item> read = limited.item(DockerLayout.query(item.get()));
                if (read.isPresent() && isStill(item.get(), read.get())) {
                    Credential credential =
                            new Credential(item.get().username(), read.get().secret());
                    return new Lookup.Found(
                            credential, new Origin(NAME, item.get().spelling()));
                }
            }
            return replacedEachTime().asLookup();
        } catch (StoreException failure) {
            return failure.asLookup();
        }
    }

    /** False when the item has become another credential's since it was chosen. */
    private static boolean isStill(DockerItem chosen, Keychain.Item read) {
        return DockerLayout.item(read.attributes())
                .filter(item -> item.isKnownBy(chosen.url(), chosen.username()))
                .isPresent();
    }

    /**
     * {@inheritDoc} The item is changed in place. Other users' items for the server go once it is; those that macOS does
     * not let us delete, because another program stored them, stay and are older.
     */
    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        if (credential.username().indexOf('\0') >= 0) {
            throw new StoreException(Kind.REFUSED, "the keychain keeps no user names that hold NUL", "");
        }
        Keychain limited = new LimitedKeychain(keychain, LIMIT);
        CHANGES.lock();
        try {
            boolean foreign = false;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                List<DockerItem> former = wanted(items(limited), matching.replaced(server));
                Optional<DockerItem> place = place(former, server, credential);
                Keychain.Change change = put(limited, place, server, credential);
                if (change == Keychain.Change.DONE) {
                    deleteOthers(limited, former, place);
                    return;
                }
                if (change == Keychain.Change.DUPLICATE && foreign) {
                    throw anotherPrograms(server);
                }
                foreign = change == Keychain.Change.DUPLICATE;
            }
            throw replacedEachTime();
        } finally {
            CHANGES.unlock();
        }
    }

    private static void deleteOthers(Keychain keychain, List<DockerItem> former, Optional<DockerItem> place) {
        for (DockerItem item : former) {
            if (place.isEmpty() || !item.equals(place.get())) {
                try {
                    keychain.delete(DockerLayout.query(item));
                } catch (StoreException stays) {
                    // The credential is stored, and the newest is the one that counts.
                }
            }
        }
    }

    /** The item to be changed: the one that has the parts already, else the newest. */
    private static Optional<DockerItem> place(List<DockerItem> former, ServerAddress server, Credential credential) {
        Optional<DockerItem> same =
                newest(former, item -> item.isKnownBy(DockerLayout.url(server), credential.username()));
        return same.isPresent() ? same : newest(former, item -> true);
    }

    private static Keychain.Change put(
            Keychain keychain, Optional<DockerItem> place, ServerAddress server, Credential credential)
            throws StoreException {
        if (place.isPresent()) {
            return keychain.update(DockerLayout.query(place.get()), DockerLayout.changes(server, credential));
        }
        boolean added = keychain.add(DockerLayout.newItem(server, credential));
        return added ? Keychain.Change.DONE : Keychain.Change.DUPLICATE;
    }

    private static StoreException anotherPrograms(ServerAddress server) {
        return new StoreException(
                Kind.REFUSED,
                "another program keeps a password for this user on " + server + " in the keychain",
                "delete it in Keychain Access, or choose another keystore: coffer setup --store vault");
    }

    private static StoreException replacedEachTime() {
        return new StoreException(Kind.UNREACHABLE, "another program changed the item in the keychain", "try again");
    }

    /**
     * {@inheritDoc} All users' go.
     *
     * @throws StoreException {@link Kind#REFUSED} also when another program stored it and macOS lets only that delete it
     */
    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        Keychain limited = new LimitedKeychain(keychain, LIMIT);
        CHANGES.lock();
        try {
            List<DockerItem> items = items(limited);
            for (Predicate<String> erased : matching.erased(server)) {
                boolean any = false;
                for (DockerItem item : wanted(items, erased)) {
                    any |= limited.delete(DockerLayout.query(item));
                }
                if (any) {
                    return true;
                }
            }
            return false;
        } finally {
            CHANGES.unlock();
        }
    }

    /** {@inheritDoc} One line a server: the user changed last. Reads no secret. */
    @Override
    public List<Entry> list() throws StoreException {
        Map<String, DockerItem> newest = new HashMap<>();
        for (DockerItem item : items(new LimitedKeychain(keychain, LIMIT))) {
            Optional<String> key = matching.key(item.spelling());
            if (key.isPresent()) {
                newest.merge(key.get(), item, (one, other) -> other.isNoOlderThan(one) ? other : one);
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (DockerItem item : newest.values()) {
            entries.add(new Entry(item.spelling(), item.username(), Optional.empty()));
        }
        entries.sort(Comparator.comparing(Entry::server));
        return List.copyOf(entries);
    }

    private static List<DockerItem> items(Keychain keychain) throws StoreException {
        List<DockerItem> items = new ArrayList<>();
        for (Map<Key, Value> attributes : keychain.attributes(DockerLayout.query())) {
            DockerLayout.item(attributes).ifPresent(items::add);
        }
        return items;
    }

    private static List<DockerItem> wanted(List<DockerItem> items, Predicate<String> wanted) {
        List<DockerItem> selected = new ArrayList<>();
        for (DockerItem item : items) {
            if (wanted.test(item.spelling())) {
                selected.add(item);
            }
        }
        return selected;
    }

    private Optional<DockerItem> choose(List<DockerItem> items, Request request) {
        for (Predicate<String> preferred : matching.preferences(request.server())) {
            List<DockerItem> candidates = wanted(items, preferred);
            if (!candidates.isEmpty()) {
                return newest(candidates, item -> request.account()
                        .filter(account -> !account.equals(item.username()))
                        .isEmpty());
            }
        }
        return Optional.empty();
    }

    private static Optional<DockerItem> newest(List<DockerItem> items, Predicate<DockerItem> wanted) {
        Optional<DockerItem> newest = Optional.empty();
        for (DockerItem item : items) {
            if (wanted.test(item) && (newest.isEmpty() || item.isNoOlderThan(newest.get()))) {
                newest = Optional.of(item);
            }
        }
        return newest;
    }
}
