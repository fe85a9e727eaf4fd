package dev.coffer.keychain.pass;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.ServerMatching;
import dev.coffer.keychain.pass.DockerFiles.StoredUser;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The password store of pass as a keystore, credentials in the layout of docker-credential-pass: each reads what the
 * other stored. The layout has no place for a credential's expiry and realm; {@link #store} drops them.
 *
 * <p>Uses gpg, and git where the store is kept in it; the program pass itself is not needed.
 */
public final class Pass implements CredentialStore {
    /** The name by which {@link Origin}s and settings know it. */
    public static final String NAME = "pass";

    /** How often a file may be replaced under our hands before that is called a failure. */
    private static final int ATTEMPTS = 20;

    private final PasswordStore store;
    private final ServerMatching matching;

    private Pass(PasswordStore store, ServerMatching matching) {
        this.store = store;
        this.matching = matching;
    }

    /**
     * The user's password store: {@code PASSWORD_STORE_DIR}, else {@code .password-store} in the home folder. Does no
     * input or output.
     *
     * @param home the home folder
     * @param lockFolder a folder of our own in which writers lock each other out; made when it is missing
     * @param programs where gpg and git are looked for
     */
    public static Pass open(Environment environment, Path home, Path lockFolder, ProgramFinder programs) {
        return new Pass(new PasswordStore(environment, home, lockFolder, programs), ServerMatching.COFFER);
    }

    /** The same store with the matching of docker-credential-pass, for whoever calls us by that name. */
    public Pass asUpstream() {
        return new Pass(store, ServerMatching.UPSTREAM);
    }

    /** The secret store in the same folder. */
    public SecretStore secrets() {
        return new PassSecrets(store);
    }

    /** Whether the store is set up and gpg is there; runs nothing. */
    public Availability probe() {
        return store.probe();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} Of several users the one whose file was written last is given. */
    @Override
    public Lookup get(Request request) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<StoredUser> user = choose(files().all(), request);
                if (user.isEmpty()) {
                    return new Lookup.Absent("the password store has no credential for " + request.server());
                }
                Optional<byte[]> text = store.read(user.get().file(), request.limit());
                if (text.isPresent()) {
                    Secret secret = Secret.owning(FinalNewline.drop(text.get()));
                    return new Lookup.Found(
                            new Credential(user.get().username(), secret),
                            new Origin(NAME, user.get().server()));
                }
            }
            throw new StoreException(
                    Kind.UNREACHABLE, "the credential was replaced each time that it was to be read", "try again");
        } catch (StoreException failure) {
            return failure.asLookup();
        }
    }

    /** {@inheritDoc} Other users' credentials for the server go with the same step. */
    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        Path file = files().file(server.spelling(), credential.username());
        byte[] secret = credential.secret().copyBytes();
        byte[] text = FinalNewline.protect(secret);
        Arrays.fill(secret, (byte) 0);
        byte[] encrypted;
        try {
            encrypted = store.encrypt(file, text, Request.DEFAULT_LIMIT);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
        store.alone(() -> {
            List<Path> others = ofServer(server);
            others.remove(file);
            store.apply(
                    file,
                    Optional.of(encrypted),
                    others,
                    "Add given password for " + store.entryName(file) + " to store.");
        });
    }

    /** {@inheritDoc} All users' go. Needs no key. */
    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        if (ofServer(server).isEmpty()) {
            return false;
        }
        AtomicBoolean erased = new AtomicBoolean();
        store.alone(() -> {
            List<Path> all = ofServer(server);
            if (!all.isEmpty()) {
                String name = store.entryName(all.getFirst());
                store.apply(all.getFirst(), Optional.empty(), all, "Remove " + name + " from store.");
                erased.set(true);
            }
        });
        return erased.get();
    }

    /** {@inheritDoc} One line a server: the user stored last. Decrypts nothing. */
    @Override
    public List<Entry> list() throws StoreException {
        return newestOf(files().all(), _ -> "");
    }

    /** One entry for each server and mark of a user. */
    private List<Entry> newestOf(List<StoredUser> users, Function<StoredUser, String> mark) {
        record Key(String server, String mark) {}
        Map<Key, StoredUser> newest = new HashMap<>();
        for (StoredUser user : users) {
            Optional<String> server = matching.key(user.server());
            if (server.isPresent()) {
                newest.merge(new Key(server.get(), mark.apply(user)), user, Pass::newer);
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (StoredUser user : newest.values()) {
            entries.add(new Entry(user.server(), user.username(), Optional.empty()));
        }
        entries.sort(Comparator.comparing(Entry::server).thenComparing(Entry::username));
        return List.copyOf(entries);
    }

    /**
     * Every user of every server, also those whom docker-credential-pass has stored besides and whom a look-up gives only
     * when it asks for them by name. Decrypts nothing.
     */
    public List<Entry> listUsers() throws StoreException {
        return newestOf(files().all(), StoredUser::username);
    }

    private DockerFiles files() throws StoreException {
        return new DockerFiles(store.root());
    }

    private Optional<StoredUser> choose(List<StoredUser> users, Request request) {
        for (String key : matching.keys(request.server())) {
            Optional<StoredUser> newest = Optional.empty();
            boolean another = false;
            for (StoredUser user : users) {
                if (hasKey(user, key)) {
                    if (request.account().isPresent()
                            && !request.account().get().equals(user.username())) {
                        another = true;
                    } else {
                        newest = Optional.of(newest.isEmpty() ? user : newer(newest.get(), user));
                    }
                }
            }
            if (newest.isPresent() || another) {
                return newest;
            }
        }
        return Optional.empty();
    }

    private List<Path> ofServer(ServerAddress server) throws StoreException {
        String key = matching.keys(server).getFirst();
        List<Path> same = new ArrayList<>();
        for (StoredUser user : files().all()) {
            if (hasKey(user, key)) {
                same.add(user.file());
            }
        }
        return same;
    }

    private boolean hasKey(StoredUser user, String key) {
        return matching.key(user.server()).filter(key::equals).isPresent();
    }

    /** The one written last; of two at the same time the first by name, which upstream gives. */
    private static StoredUser newer(StoredUser one, StoredUser other) {
        return other.modified().compareTo(one.modified()) > 0 ? other : one;
    }
}
