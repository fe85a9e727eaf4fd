package dev.coffer.keychain.secretservice;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.dbus.BodyReader;
import dev.coffer.keychain.dbus.BodyWriter;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.keychain.dbus.ErrorReplyException;
import dev.coffer.keychain.dbus.MethodCall;
import dev.coffer.keychain.dbus.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation's talk with the service, over one connection: GNOME Keyring takes an unlocking back when the connection
 * that asked for it ends.
 */
final class Conversation implements AutoCloseable {
    private static final String WRITER = "dev.coffer.SecretServiceWriter";

    /** How many calls are sent before the first answer is read. */
    private static final int BATCH = 64;

    /** The pauses before a service that is not ready at once is asked again. */
    private static final long[] RETRY_MILLIS = {20, 40, 80, 160, 320};

    private boolean introduced;
    private boolean secretsWanted;
    private final BusConnection bus;
    private final SecretServiceSettings settings;
    private final OperationTime time;
    private final Prompts prompts;
    private final Collections collections;
    private Optional<Transport.Proposal> proposal = Optional.empty();
    private Optional<Transport> transport = Optional.empty();

    Conversation(BusConnection bus, SecretServiceSettings settings, OperationTime time) {
        this.bus = bus;
        this.settings = settings;
        this.time = time;
        this.prompts = new Prompts(bus, time);
        this.collections = new Collections(bus, settings.collection(), prompts);
    }

    /** Waits until no other Coffer changes anything on this bus, and keeps the others waiting until the end. */
    void alone() throws IOException, StoreException {
        Duration limit = time.forOtherWriters();
        if (!bus.acquire(WRITER, limit)) {
            throw new StoreException(
                    Kind.TIMEOUT,
                    "other processes have been changing the keyring for " + limit.toMillis() + " ms",
                    "answer the keyring's prompt if there is one, and try again");
        }
        bus.limit(time.forService());
    }

    /** Lets the service think about a session while we ask other things, once it has answered us for the first time. */
    void prepareForSecrets() throws IOException {
        secretsWanted = true;
        proposeIfIntroduced();
    }

    private void proposeIfIntroduced() throws IOException {
        if (secretsWanted && introduced && proposal.isEmpty()) {
            proposal = Optional.of(Transport.propose(bus));
        }
    }

    /**
     * The items that have these attributes, also locked ones. A locked collection that shows no items is unlocked: it
     * could hold some.
     */
    List<Item> search(Map<String, String> attributes) throws IOException, StoreException {
        List<Item> items = searchWhatIsShown(attributes);
        if (!items.isEmpty()) {
            return items;
        }
        Optional<String> hidden = collections.hidingItsItems();
        if (hidden.isEmpty()) {
            return items;
        }
        unlock(List.of(hidden.get()));
        return searchWhatIsShown(attributes);
    }

    private List<Item> searchWhatIsShown(Map<String, String> attributes) throws IOException, StoreException {
        return searchAny(List.of(attributes));
    }

    /** The items that have all attributes of one of these, as far as locked collections show them; asks for no unlocking. */
    List<Item> searchAny(List<Map<String, String>> searches) throws IOException, StoreException {
        for (int attempt = 0; ; attempt++) {
            try {
                return searchOnce(searches);
            } catch (ErrorReplyException error) {
                // GNOME Keyring 42, asked by many in quick succession, now and then disowns its own method.
                if (!error.name().equals(Names.UNKNOWN_METHOD) || attempt == RETRY_MILLIS.length) {
                    throw error;
                }
                pause(RETRY_MILLIS[attempt]);
            }
        }
    }

    private List<Item> searchOnce(List<Map<String, String>> searches) throws IOException, StoreException {
        Optional<String> chosen = collections.chosen();
        Set<String> paths = new LinkedHashSet<>();
        List<Integer> calls = new ArrayList<>();
        for (Map<String, String> attributes : searches) {
            BodyWriter wanted = new BodyWriter().dictionary(attributes);
            MethodCall call = chosen.isPresent()
                    ? MethodCall.of(Names.SERVICE, chosen.get(), Names.COLLECTION_INTERFACE, "SearchItems")
                    : service("SearchItems");
            int serial = bus.send(call.with("a{ss}", wanted));
            if (introduced) {
                calls.add(serial);
            } else {
                // GNOME Keyring 42 seems to stumble over calls that come before it has answered the first one.
                paths.addAll(found(serial, chosen.isPresent()));
                introduced = true;
                proposeIfIntroduced();
            }
        }
        for (int call : calls) {
            paths.addAll(found(call, chosen.isPresent()));
        }
        return describe(List.copyOf(paths));
    }

    private List<String> found(int call, boolean inCollection) throws IOException {
        BodyReader answer = bus.reply(call).body(inCollection ? "ao" : "aoao");
        List<String> paths = new ArrayList<>(answer.strings());
        if (!inCollection) {
            paths.addAll(answer.strings());
        }
        return paths;
    }

    /** What the service tells of these items; those that are gone are left out. */
    private List<Item> describe(List<String> paths) throws IOException {
        List<Item> items = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += BATCH) {
            List<String> batch = paths.subList(from, Math.min(paths.size(), from + BATCH));
            List<Integer> calls = new ArrayList<>();
            for (String path : batch) {
                calls.add(bus.send(MethodCall.of(Names.SERVICE, path, Names.PROPERTIES_INTERFACE, "GetAll")
                        .with("s", new BodyWriter().string(Names.ITEM_INTERFACE))));
            }
            for (int i = 0; i < batch.size(); i++) {
                item(batch.get(i), calls.get(i)).ifPresent(items::add);
            }
        }
        return items;
    }

    private Optional<Item> item(String path, int call) throws IOException {
        BodyReader properties;
        try {
            properties = bus.reply(call).body("a{sv}");
        } catch (ErrorReplyException gone) {
            if (isGone(gone)) {
                return Optional.empty();
            }
            throw gone;
        }
        Map<String, String> attributes = Map.of();
        String label = "";
        long modified = 0;
        boolean locked = false;
        int end = properties.array(8);
        while (properties.before(end)) {
            properties.struct();
            switch (properties.string()) {
                case "Attributes" -> {
                    properties.variant("a{ss}");
                    attributes = properties.dictionary();
                }
                case "Label" -> {
                    properties.variant("s");
                    label = properties.string();
                }
                case "Modified" -> {
                    properties.variant("t");
                    modified = properties.u64();
                }
                case "Locked" -> {
                    properties.variant("b");
                    locked = properties.bool();
                }
                default -> properties.skip("v");
            }
        }
        return Optional.of(new Item(path, attributes, label, modified, locked));
    }

    /**
     * Unlocks the items that are locked; may ask the user.
     *
     * @return all of them as they are afterwards, without those that are gone
     * @throws StoreException {@link Kind#LOCKED} when one stays locked
     */
    List<Item> unlocked(List<Item> items) throws IOException, StoreException {
        List<String> locked = new ArrayList<>();
        for (Item item : items) {
            if (item.locked()) {
                locked.add(item.path());
            }
        }
        if (locked.isEmpty()) {
            return items;
        }
        unlock(locked);
        List<Item> open = describe(items.stream().map(Item::path).toList());
        for (Item item : open) {
            if (item.locked()) {
                throw Failures.locked();
            }
        }
        return open;
    }

    private void unlock(List<String> objects) throws IOException, StoreException {
        Reply reply = bus.call(service("Unlock").with("ao", new BodyWriter().strings(objects)));
        BodyReader answer = reply.body("aoo");
        answer.strings();
        String prompt = answer.string();
        if (!prompt.equals(Names.NOTHING)) {
            prompts.await(prompt, reply.sender(), Failures.notUnlocked());
        }
    }

    /** The secret of an item; empty when the item is gone. Unlocks it when need be. */
    Optional<byte[]> secret(Item item) throws IOException, StoreException {
        for (int attempt = 0; ; attempt++) {
            Optional<byte[]> secret =
                    Optional.ofNullable(secretsOf(List.of(item)).get(item.path()));
            if (secret.isPresent()) {
                return secret;
            }
            List<Item> now = describe(List.of(item.path()));
            if (now.isEmpty()) {
                return Optional.empty();
            }
            if (attempt == RETRY_MILLIS.length) {
                throw Failures.locked();
            }
            if (attempt > 0 || !now.getFirst().locked()) {
                pause(RETRY_MILLIS[attempt]);
            }
            unlock(List.of(item.path()));
        }
    }

    /** The secrets of those items that are unlocked and still there, by their paths. */
    Map<String, byte[]> secretsOf(List<Item> items) throws IOException {
        Transport open = transport();
        List<String> paths = items.stream().map(Item::path).toList();
        BodyWriter arguments = new BodyWriter().strings(paths).string(open.session());
        Map<String, byte[]> secrets = new HashMap<>();
        try {
            BodyReader answer =
                    bus.call(service("GetSecrets").with("aoo", arguments)).body("a{o(oayays)}");
            int end = answer.array(8);
            while (answer.before(end)) {
                answer.struct();
                String path = answer.string();
                secrets.put(path, open.read(answer));
            }
        } catch (ErrorReplyException error) {
            if (!isGone(error) && !error.name().equals(Names.IS_LOCKED)) {
                throw error;
            }
        }
        return secrets;
    }

    /** Makes an item, in place of one that has the same attributes. */
    void create(String label, Map<String, String> attributes, byte[] secret) throws IOException, StoreException {
        String collection = collections.forNewItems();
        whenUnlocked(collection, () -> {
            BodyWriter arguments = new BodyWriter();
            arguments.array(8, () -> {
                arguments.struct().string(Names.ITEM_INTERFACE + ".Label");
                arguments.signature("s").string(label);
                arguments.struct().string(Names.ITEM_INTERFACE + ".Attributes");
                arguments.signature("a{ss}").dictionary(attributes);
            });
            transport().write(arguments, secret);
            arguments.bool(true);
            Reply reply = bus.call(MethodCall.of(Names.SERVICE, collection, Names.COLLECTION_INTERFACE, "CreateItem")
                    .with("a{sv}(oayays)b", arguments));
            BodyReader answer = reply.body("oo");
            answer.string();
            promptIfAny(answer.string(), reply.sender());
        });
    }

    /** Gives an item another secret, in one step. */
    void replaceSecret(Item item, byte[] secret) throws IOException, StoreException {
        whenUnlocked(item.path(), () -> {
            BodyWriter arguments = new BodyWriter();
            transport().write(arguments, secret);
            bus.call(ofItem(item, "SetSecret").with("(oayays)", arguments));
        });
    }

    /** Gives an item another label. */
    void rename(Item item, String label) throws IOException {
        bus.call(MethodCall.of(Names.SERVICE, item.path(), Names.PROPERTIES_INTERFACE, "Set")
                .with(
                        "ssv",
                        new BodyWriter()
                                .string(Names.ITEM_INTERFACE)
                                .string("Label")
                                .signature("s")
                                .string(label)));
    }

    /** Deletes an item; does nothing when it is gone. */
    void delete(Item item) throws IOException, StoreException {
        try {
            whenUnlocked(item.path(), () -> {
                Reply reply = bus.call(ofItem(item, "Delete"));
                promptIfAny(reply.body("o").string(), reply.sender());
            });
        } catch (ErrorReplyException error) {
            if (!isGone(error)) {
                throw error;
            }
        }
    }

    @Override
    public void close() {
        bus.close();
    }

    /** Something that the service refuses while the object is locked. */
    private interface Step {
        void run() throws IOException, StoreException;
    }

    private void whenUnlocked(String object, Step step) throws IOException, StoreException {
        for (int attempt = 0; ; attempt++) {
            try {
                step.run();
                return;
            } catch (ErrorReplyException error) {
                if (!error.name().equals(Names.IS_LOCKED) || attempt == RETRY_MILLIS.length) {
                    throw error;
                }
            }
            if (attempt > 0) {
                pause(RETRY_MILLIS[attempt]);
            }
            unlock(List.of(object));
        }
    }

    private void promptIfAny(String prompt, String service) throws IOException, StoreException {
        if (!prompt.equals(Names.NOTHING)) {
            prompts.await(prompt, service, Failures.notUnlocked());
        }
    }

    private Transport transport() throws IOException {
        if (transport.isEmpty()) {
            Transport.Proposal asked = proposal.isPresent() ? proposal.get() : Transport.propose(bus);
            transport = Optional.of(asked.accept(bus, settings.plainSession()));
        }
        return transport.get();
    }

    private static MethodCall service(String method) {
        return MethodCall.of(Names.SERVICE, Names.ROOT, Names.SERVICE_INTERFACE, method);
    }

    private static MethodCall ofItem(Item item, String method) {
        return MethodCall.of(Names.SERVICE, item.path(), Names.ITEM_INTERFACE, method);
    }

    private static boolean isGone(ErrorReplyException error) {
        return switch (error.name()) {
            case Names.NO_SUCH_OBJECT, Names.UNKNOWN_OBJECT, Names.UNKNOWN_METHOD -> true;
            default -> false;
        };
    }

    static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the keyring");
        }
    }
}
