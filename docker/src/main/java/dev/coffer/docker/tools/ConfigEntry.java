package dev.coffer.docker.tools;

import java.util.Optional;

/**
 * An entry of a file as a tool decoded it.
 *
 * @param key as it is spelled in the file
 * @param auth base64 of user and password, not decoded
 */
record ConfigEntry(
        String key,
        Optional<String> username,
        Optional<String> password,
        Optional<String> auth,
        Optional<String> identityToken,
        Optional<String> registryToken) {
    /** With these instead of {@link #auth}. */
    ConfigEntry withLogin(String user, String secret) {
        return new ConfigEntry(
                key, Optional.of(user), Optional.of(secret), Optional.empty(), identityToken, registryToken);
    }

    /** Only the key: the other parts may be secrets. */
    @Override
    public String toString() {
        return "ConfigEntry[" + key + "]";
    }
}
