package dev.coffer.core.keystores;

import dev.coffer.api.StoreException;

/**
 * A keystore that only some deliveries can reach, because it is behind calls into C. Found by {@link
 * java.util.ServiceLoader} when it is asked for by name, so that a delivery without it need not know its classes.
 */
public interface HostKeystore {
    /** The keystore's name. */
    String name();

    /**
     * The keystore.
     *
     * @throws StoreException when this is not its system
     */
    Keystore open() throws StoreException;
}
