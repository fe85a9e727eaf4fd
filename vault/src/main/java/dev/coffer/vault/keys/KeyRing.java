package dev.coffer.vault.keys;

import dev.coffer.age.Identity;
import dev.coffer.api.StoreException;

/**
 * The vault's identities, unlocked: the one in use and those from before. Each is known by its recipient. They are held
 * by this process or by the agent; only in the first case can they be had themselves.
 */
public interface KeyRing extends AutoCloseable {
    /** True when the identity of this recipient is on the ring. */
    boolean holds(String recipient);

    /**
     * Opens what is encrypted to the recipient, which is on the ring. Where somebody else holds the identity and does not
     * answer, that shows as {@link dev.coffer.age.AgeException.NoAnswer}.
     */
    Identity identity(String recipient);

    /**
     * The code over a file's name and content that only the owner of the recipient's identity can make: HMAC-SHA256 under
     * a key of the identity's own.
     *
     * @throws StoreException when somebody else holds the identity and does not answer
     */
    byte[] mac(String recipient, String fileName, byte[] content) throws StoreException;

    /** Wipes what this process holds. */
    @Override
    void close();
}
