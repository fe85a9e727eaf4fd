package dev.coffer.kubernetes.secrets;

import dev.coffer.api.Secret;
import java.util.List;

/**
 * One server of a docker configuration as a kubelet reads it.
 *
 * @param key the server as it is written there; user info in it is no business of anybody who reads a message
 * @param username the user name; {@code auth} wins over {@code username}
 * @param password the password; {@code auth} wins over {@code password}
 * @param notes what a kubelet ignores in it, for people
 */
public record AuthEntry(String key, String username, Secret password, List<String> notes) {
    /** An entry of which nothing is ignored. */
    public AuthEntry(String key, String username, Secret password) {
        this(key, username, password, List.of());
    }

    /** The key without the user name and password that may stand before its host, for people. */
    public String shownKey() {
        return RegistryKey.withoutUserInfo(key);
    }

    @Override
    public String toString() {
        return "AuthEntry[" + shownKey() + ", " + username + "]";
    }
}
