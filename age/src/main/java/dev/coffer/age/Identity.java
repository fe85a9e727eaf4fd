package dev.coffer.age;

import java.util.List;
import java.util.Optional;

/**
 * A secret that can unwrap file keys. Implementations must allow use from several threads.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#recipient-stanza">age.md, recipient stanza</a>
 */
public interface Identity extends AutoCloseable {
    /**
     * Looks for a stanza that this identity can unwrap. Stanzas of other types, and those that are for somebody else,
     * are passed over.
     *
     * @param stanzas all stanzas of the header in their order
     * @return the file key, which the caller closes; empty if no stanza is for this identity
     * @throws AgeException.HeaderMalformed if a stanza of this identity's type breaks the rules of that type
     */
    Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException;

    /** Wipes the secret; the identity cannot be used any more. Does nothing unless the implementation holds one. */
    @Override
    default void close() {}
}
