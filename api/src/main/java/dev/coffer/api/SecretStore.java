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

    /** What the pattern selects, in the order of the ids, without secrets. */
    List<SecretEntry> list(SecretPattern pattern) throws StoreException;
}
