package dev.coffer.keychain.secretservice;

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
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.sockets.AbstractSockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The Secret Service of the session bus as a keystore, credentials in the layout of docker-credential-secretservice:
 * each reads what the other stored. The layout has no place for a credential's expiry and realm; {@link #store} drops
 * them.
 *
 * <p>Nothing is held open between two calls. A bus is never started; the bus may start the service.
 */
public final class SecretService implements CredentialStore {
    /** The name by which {@link Origin}s and settings know it. */
    public static final String NAME = "secretservice";

    /** How often an item may be replaced under our hands before that is called a failure. */
    private static final int ATTEMPTS = 20;

    private final SessionBus bus;
    private final ServerMatching matching;

    private SecretService(SessionBus bus, ServerMatching matching) {
        this.bus = bus;
        this.matching = matching;
    }

    /**
     * The service of the session. Does no input or output.
     *
     * @param environment tells where the bus is
     * @param abstractSockets for a bus whose socket has no file
     */
    public static SecretService open(
            Environment environment, SecretServiceSettings settings, AbstractSockets abstractSockets) {
        return new SecretService(new SessionBus(environment, settings, abstractSockets), ServerMatching.COFFER);
    }

    /** The same store with the matching of docker-credential-secretservice, for whoever calls us by that name. */
    public SecretService asUpstream() {
        return new SecretService(bus, ServerMatching.UPSTREAM);
    }

    /** The secret store on the same service. */
    public SecretStore secrets() {
        return new ServiceSecrets(bus);
    }

    /** Whether there is a bus and a service; takes at most 50 ms and starts neither. */
    public Availability probe() {
        return bus.probe();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} Of several users the one stored last is given. May ask the user to unlock the keyring. */
    @Override
    public Lookup get(Request request) {
        try (Conversation talk = bus.begin(request.limit())) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                talk.prepareForSecrets();
                Optional<Item> item = choose(commonlySpelled(talk, request.server()), request);
                if (item.isEmpty()) {
                    item = choose(credentials(talk), request);
                }
                if (item.isEmpty()) {
                    return new Lookup.Absent("the secret service has no credential for " + request.server());
                }
                Optional<byte[]> secret = talk.secret(item.get());
                if (secret.isPresent()) {
                    Credential credential =
                            new Credential(DockerItems.username(item.get()), Secret.owning(secret.get()));
                    return new Lookup.Found(credential, new Origin(NAME, DockerItems.server(item.get())));
                }
            }
            throw new StoreException(
                    Kind.UNREACHABLE, "the credential was replaced each time that it was to be read", "try again");
        } catch (StoreException failure) {
            return failure.asLookup();
        } catch (IOException failure) {
            return Failures.of(failure).asLookup();
        }
    }

    /**
     * {@inheritDoc} Other users' credentials for the server go once the new one is there.
     *
     * @throws StoreException {@link Kind#REFUSED} also when the secret is not text
     */
    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        String spelling = server.spelling();
        requireText(credential);
        byte[] secret = credential.secret().copyBytes();
        try (Conversation talk = bus.begin()) {
            talk.prepareForSecrets();
            talk.alone();
            List<Item> former = ofServer(credentials(talk), server);
            Map<String, String> attributes = DockerItems.attributes(spelling, credential.username());
            Optional<Item> same = newest(former, item -> item.attributes().equals(attributes));
            if (same.isPresent()) {
                talk.replaceSecret(same.get(), secret);
                if (!same.get().label().equals(DockerItems.label(spelling))) {
                    talk.rename(same.get(), DockerItems.label(spelling));
                }
            } else {
                talk.create(DockerItems.label(spelling), attributes, secret);
            }
            for (Item item : former) {
                if (same.isEmpty() || !item.path().equals(same.get().path())) {
                    talk.delete(item);
                }
            }
        } catch (IOException failure) {
            throw Failures.of(failure);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** {@inheritDoc} All users' go. */
    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        try (Conversation talk = bus.begin()) {
            talk.alone();
            List<Item> items = ofServer(credentials(talk), server);
            for (Item item : items) {
                talk.delete(item);
            }
            return !items.isEmpty();
        } catch (IOException failure) {
            throw Failures.of(failure);
        }
    }

    /** {@inheritDoc} One line a server: the user stored last. */
    @Override
    public List<Entry> list() throws StoreException {
        return newestOf(_ -> "");
    }

    /**
     * Every user of every server, also those whom docker-credential-secretservice has stored besides and whom a look-up
     * gives only when it asks for them by name.
     */
    public List<Entry> listUsers() throws StoreException {
        return newestOf(DockerItems::username);
    }

    /** One entry for each server and mark of a user. */
    private List<Entry> newestOf(Function<Item, String> mark) throws StoreException {
        record Key(String server, String mark) {}
        try (Conversation talk = bus.begin()) {
            Map<Key, Item> newest = new HashMap<>();
            for (Item item : onlyDockers(talk.unlocked(talk.search(DockerItems.ALL)))) {
                Optional<String> server = matching.key(DockerItems.server(item));
                if (server.isPresent()) {
                    newest.merge(
                            new Key(server.get(), mark.apply(item)),
                            item,
                            (one, other) -> other.isNoOlderThan(one) ? other : one);
                }
            }
            List<Entry> entries = new ArrayList<>();
            for (Item item : newest.values()) {
                entries.add(new Entry(DockerItems.server(item), DockerItems.username(item), Optional.empty()));
            }
            entries.sort(Comparator.comparing(Entry::server).thenComparing(Entry::username));
            return List.copyOf(entries);
        } catch (IOException failure) {
            throw Failures.of(failure);
        }
    }

    /**
     * The credentials of this server and its parents in the spellings that clients use. The service is quick to find
     * these, and slow to describe all there are.
     */
    private List<Item> commonlySpelled(Conversation talk, ServerAddress server) throws IOException, StoreException {
        List<Map<String, String>> searches = new ArrayList<>();
        for (String spelling : matching.spellings(server)) {
            searches.add(DockerItems.of(spelling));
        }
        return onlyDockers(talk.searchAny(searches));
    }

    /** All credentials; those that a locked collection veils are unlocked, since any of them may be the wanted one. */
    private static List<Item> credentials(Conversation talk) throws IOException, StoreException {
        List<Item> items = talk.search(DockerItems.ALL);
        boolean veiled = false;
        for (Item item : items) {
            veiled |= DockerItems.isVeiled(item);
        }
        return onlyDockers(veiled ? talk.unlocked(items) : items);
    }

    private static List<Item> onlyDockers(List<Item> items) {
        List<Item> dockers = new ArrayList<>();
        for (Item item : items) {
            if (DockerItems.isOne(item)) {
                dockers.add(item);
            }
        }
        return dockers;
    }

    private Optional<Item> choose(List<Item> items, Request request) {
        for (String key : matching.keys(request.server())) {
            List<Item> same = new ArrayList<>();
            for (Item item : items) {
                if (hasKey(item, key)) {
                    same.add(item);
                }
            }
            if (!same.isEmpty()) {
                return newest(
                        same,
                        item -> request.account().isEmpty()
                                || request.account().get().equals(DockerItems.username(item)));
            }
        }
        return Optional.empty();
    }

    private List<Item> ofServer(List<Item> items, ServerAddress server) {
        String key = matching.keys(server).getFirst();
        List<Item> same = new ArrayList<>();
        for (Item item : items) {
            if (hasKey(item, key)) {
                same.add(item);
            }
        }
        return same;
    }

    private boolean hasKey(Item item, String key) {
        return matching.key(DockerItems.server(item)).filter(key::equals).isPresent();
    }

    private static Optional<Item> newest(List<Item> items, Predicate<Item> wanted) {
        Optional<Item> newest = Optional.empty();
        for (Item item : items) {
            if (wanted.test(item) && (newest.isEmpty() || item.isNoOlderThan(newest.get()))) {
                newest = Optional.of(item);
            }
        }
        return newest;
    }

    /** KeePassXC would take other bytes and give back something else. */
    private static void requireText(Credential credential) throws StoreException {
        if (!credential.secret().isText()) {
            throw new StoreException(
                    Kind.REFUSED,
                    "the secret service keeps only credentials that are text",
                    "choose another store for it");
        }
        if (credential.username().indexOf('\0') >= 0) {
            throw new StoreException(Kind.REFUSED, "the secret service keeps no user names that hold NUL", "");
        }
    }
}
