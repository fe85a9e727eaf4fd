package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The four functions of {@code SecItem.h}, and nothing of what is kept with them. Any of them may make macOS ask the
 * user, but for {@link #attributes}.
 */
interface Keychain {
    /** What became of an update. */
    enum Change {
        DONE,
        /** There is no item that the query describes. */
        MISSING,
        /** Another item already has the attributes that an item is known by. */
        DUPLICATE
    }

    /** An item as it was at one moment. */
    record Item(Map<Key, Value> attributes, Secret secret) {}

    /**
     * Adds an item. The bytes of its secret are overwritten with zeros.
     *
     * @return false when there is one with the same attributes that an item is known by
     */
    boolean add(Map<Key, Value> item) throws StoreException;

    /** The attributes of all items that the query describes, without secrets. Never asks the user. */
    List<Map<Key, Value>> attributes(Map<Key, Value> query) throws StoreException;

    /** The one item that the query describes, with its secret; empty when there is none. */
    Optional<Item> item(Map<Key, Value> query) throws StoreException;

    /** Changes the one item that the query describes. The bytes of the secret are overwritten with zeros. */
    Change update(Map<Key, Value> query, Map<Key, Value> changes) throws StoreException;

    /**
     * Deletes the one item that the query describes.
     *
     * @return false when there is none
     */
    boolean delete(Map<Key, Value> query) throws StoreException;
}
