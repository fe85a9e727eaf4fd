package dev.coffer.keychain.osxkeychain;

import dev.coffer.keychain.layout.RegistryUrl;
import java.time.Instant;

/**
 * A credential in the keychain, without its secret.
 *
 * @param reference names the item as long as its attributes are the same
 * @param url with scheme
 * @param spelling the server address as it was stored
 * @param modified when it was last changed, to the second
 */
record DockerItem(Value.Bytes reference, RegistryUrl url, String spelling, String username, Instant modified) {
    /** True when no other item can have the parts that this one is known by. */
    boolean isKnownBy(RegistryUrl other, String otherUsername) {
        return url.isSamePlaceAs(other) && username.equals(otherUsername);
    }

    boolean isNoOlderThan(DockerItem other) {
        return !modified.isBefore(other.modified);
    }
}
