package dev.coffer.registry;

import java.net.URI;

/**
 * Where Docker Hub's logins by browser are kept up.
 *
 * @param login gives out and ends sessions
 * @param hub gives a password for a session's access token
 */
public record HubServers(URI login, URI hub) {
    /** Docker's own. */
    public static final HubServers DOCKER =
            new HubServers(URI.create("https://login.docker.com/"), URI.create("https://hub.docker.com/"));
}
