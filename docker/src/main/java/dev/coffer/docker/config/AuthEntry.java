package dev.coffer.docker.config;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import java.util.Optional;

/**
 * One entry of an {@code auths} map.
 *
 * @param server the key, as it is spelled; not necessarily a server address
 * @param credential what {@code auth}, or else {@code username} and {@code password}, or {@code identitytoken} hold; an
 *     identity token hides the password, as it does when the docker CLI gives the entry to a helper
 * @param registryToken a bearer token for the registry itself, that no credential store can keep
 * @param problem why the entry's credential cannot be read: bad base64, no colon. Holds nothing of the value
 */
public record AuthEntry(
        String server, Optional<Credential> credential, Optional<Secret> registryToken, Optional<String> problem) {
    /** The key without what may be a user name and password before the host: fit for a message. */
    public String shownServer() {
        return server.substring(server.lastIndexOf('@') + 1);
    }

    /** True when the entry holds nothing: the docker CLI leaves such a marker where a helper has the credential. */
    public boolean isMarker() {
        return credential.isEmpty() && registryToken.isEmpty() && problem.isEmpty();
    }
}
