package dev.coffer.keychain.osxkeychain;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.foreign.NativeFunction;
import dev.coffer.keychain.foreign.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * macOS's Security framework through {@code java.lang.foreign}. Only the JVM has that; nothing that a native executable
 * reaches may name this class.
 */
public final class SecurityFramework implements Keychain {
    private static final String[] LIBRARIES = {
        "/System/Library/Frameworks/Security.framework/Security",
        "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
    };
    private static final FunctionDescriptor TWO_POINTERS = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);

    private static final Map<String, String> ALL_ATTRIBUTES = Map.of(
            "kSecReturnAttributes", "kCFBooleanTrue",
            "kSecReturnPersistentRef", "kCFBooleanTrue",
            "kSecMatchLimit", "kSecMatchLimitAll");
    private static final Map<String, String> ONE_WITH_SECRET = Map.of(
            "kSecReturnAttributes", "kCFBooleanTrue",
            "kSecReturnPersistentRef", "kCFBooleanTrue",
            "kSecReturnData", "kCFBooleanTrue",
            "kSecMatchLimit", "kSecMatchLimitOne");

    private final CoreFoundation foundation;
    private final NativeFunction itemAdd;
    private final NativeFunction itemCopyMatching;
    private final NativeFunction itemUpdate;
    private final NativeFunction itemDelete;

    private SecurityFramework(NativeLibrary library) {
        foundation = new CoreFoundation(library);
        itemAdd = library.function("SecItemAdd", TWO_POINTERS);
        itemCopyMatching = library.function("SecItemCopyMatching", TWO_POINTERS);
        itemUpdate = library.function("SecItemUpdate", TWO_POINTERS);
        itemDelete = library.function("SecItemDelete", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    /**
     * The user's keychain as a keystore.
     *
     * @throws StoreException when this is no macOS
     */
    public static OsxKeychain open() throws StoreException {
        return new OsxKeychain(in(LIBRARIES));
    }

    /** The keychain behind the functions in these libraries. */
    static Keychain in(String... libraries) throws StoreException {
        return NativeLibrary.bind(SecurityFramework::new, libraries);
    }

    @Override
    public boolean add(Map<Key, Value> item) throws StoreException {
        try (CoreFoundation.Pool pool = foundation.new Pool()) {
            int status = itemAdd.integer(dictionary(pool, item, Map.of()), MemorySegment.NULL);
            return status != Statuses.DUPLICATE_ITEM && done(status);
        } finally {
            wipe(item);
        }
    }

    @Override
    public List<Map<Key, Value>> attributes(Map<Key, Value> query) throws StoreException {
        try (CoreFoundation.Pool pool = foundation.new Pool()) {
            List<Map<Key, Value>> items = new ArrayList<>();
            Optional<MemorySegment> found = matching(pool, query, ALL_ATTRIBUTES);
            if (found.isPresent()) {
                for (MemorySegment item : foundation.elements(found.get())) {
                    items.add(attributes(item));
                }
            }
            return items;
        }
    }

    private Map<Key, Value> attributes(MemorySegment item) {
        Map<Key, Value> attributes = new EnumMap<>(Key.class);
        for (Key key : Key.values()) {
            foundation.value(item, foundation.constant(key.symbol())).ifPresent(value -> attributes.put(key, value));
        }
        return attributes;
    }

    @Override
    public Optional<Item> item(Map<Key, Value> query) throws StoreException {
        try (CoreFoundation.Pool pool = foundation.new Pool()) {
            return matching(pool, query, ONE_WITH_SECRET).map(found -> {
                Map<Key, Value> attributes = attributes(found);
                // A secret of no length may be left out.
                Secret secret = attributes.remove(Key.DATA) instanceof Value.Bytes data
                        ? data.bytes()
                        : Secret.owning(new byte[0]);
                return new Item(attributes, secret);
            });
        }
    }

    @Override
    public Change update(Map<Key, Value> query, Map<Key, Value> changes) throws StoreException {
        try (CoreFoundation.Pool pool = foundation.new Pool()) {
            int status = itemUpdate.integer(dictionary(pool, query, Map.of()), dictionary(pool, changes, Map.of()));
            if (status == Statuses.DUPLICATE_ITEM) {
                return Change.DUPLICATE;
            }
            return done(status) ? Change.DONE : Change.MISSING;
        } finally {
            wipe(changes);
        }
    }

    @Override
    public boolean delete(Map<Key, Value> query) throws StoreException {
        try (CoreFoundation.Pool pool = foundation.new Pool()) {
            return done(itemDelete.integer(dictionary(pool, query, Map.of())));
        }
    }

    /** What SecItemCopyMatching finds: an array, or a dictionary when no more than one was asked for. */
    private Optional<MemorySegment> matching(
            CoreFoundation.Pool pool, Map<Key, Value> query, Map<String, String> options) throws StoreException {
        MemorySegment result = pool.result();
        boolean found = done(itemCopyMatching.integer(dictionary(pool, query, options), result));
        return found ? Optional.of(pool.own(result.get(ADDRESS, 0))) : Optional.empty();
    }

    private MemorySegment dictionary(
            CoreFoundation.Pool pool, Map<Key, Value> attributes, Map<String, String> options) {
        Map<MemorySegment, MemorySegment> entries = new LinkedHashMap<>();
        attributes.forEach(
                (key, value) -> entries.put(foundation.constant(key.symbol()), foundation.object(pool, value)));
        options.forEach((key, value) -> entries.put(foundation.constant(key), foundation.constant(value)));
        return foundation.dictionary(pool, entries);
    }

    /** False when nothing was found. */
    private static boolean done(int status) throws StoreException {
        if (status != Statuses.SUCCESS && status != Statuses.ITEM_NOT_FOUND) {
            throw Statuses.failure(status);
        }
        return status == Statuses.SUCCESS;
    }

    private static void wipe(Map<Key, Value> attributes) {
        if (attributes.get(Key.DATA) instanceof Value.Bytes secret) {
            secret.bytes().close();
        }
    }
}
