package dev.coffer.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps secrets by id, with metadata. */
public interface SecretStore {
    /** Stores the secret, replacing a former one of the same id. Durable when this returns. */
    void put(SecretId id, Secret secret, Map<String, String> metadata) throws StoreException;

    /** The secret, or empty when there is none of this id. */
    Optional<StoredSecret> get(SecretId id) throws StoreException;

    /**
     * Deletes the secret.
     *
     * @return false when there was none
     */
    boolean delete(SecretId id) throws StoreException;

    /**
     * What the pattern selects, in the order of the ids, without secrets.
     *
     * <p>A damaged secret does not hide the others. It is listed without metadata by a keystore that knows its id
     * all the same, so that it can be deleted, and left out by one that does not; {@link #get} says that it is damaged. Any other
     * failure, a locked keystore for one, is the whole list's.
     */
    List<SecretEntry> list(SecretPattern pattern) throws StoreException;
}
