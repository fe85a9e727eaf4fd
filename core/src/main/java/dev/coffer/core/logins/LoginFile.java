package dev.coffer.core.logins;

import dev.coffer.api.Credential;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.expiry.SecretExpiry;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.config.DockerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file in the form of docker's {@code config.json}, made ready for look-ups: its keys by the servers that they name,
 * however they are spelled. Keys that name no server are passed over.
 *
 * <p>Of several spellings of one server, the one that clients write wins; an entry that holds something wins over one
 * that only marks where a helper has the credential.
 */
final class LoginFile {
    private final Optional<String> credsStore;
    private final Map<String, String> helpers;
    private final Map<String, AuthEntry> entries;
    private final Answers answers;

    private LoginFile(
            Optional<String> credsStore, Map<String, String> helpers, Map<String, AuthEntry> entries, Answers answers) {
        this.credsStore = credsStore;
        this.helpers = helpers;
        this.entries = entries;
        this.answers = answers;
    }

    /**
     * Of a {@code config.json} or {@code auth.json}.
     *
     * @param answers remembers what the helpers say that this file names, for as long as the file stays as it is
     */
    static LoginFile of(DockerConfig config, Answers answers) {
        Map<String, String> helpers = new HashMap<>();
        config.credHelpers().forEach((key, suffix) -> server(key)
                .ifPresent(server -> helpers.merge(
                        server.identity(), suffix, (first, second) -> isClients(key, server) ? second : first)));
        return new LoginFile(config.credsStore(), helpers, byServer(config.auths()), answers);
    }

    /** Of a {@code .dockercfg}, which has entries only. */
    static LoginFile of(List<AuthEntry> entries, Answers answers) {
        return new LoginFile(Optional.empty(), Map.of(), byServer(entries), answers);
    }

    /** The helper that keeps all credentials. */
    Optional<String> credsStore() {
        return credsStore;
    }

    /** The helper of this server alone; an empty name says that the file itself has the login. */
    Optional<String> helperOf(ServerAddress server) {
        for (String identity : server.lookupOrder()) {
            String suffix = helpers.get(identity);
            if (suffix != null) {
                return Optional.of(suffix);
            }
        }
        return Optional.empty();
    }

    /**
     * The narrowest entry that holds something: that of the path itself, of its parents, of the host. An entry for
     * {@code http://HOST} serves where there is no other, as with docker.
     */
    Optional<AuthEntry> entryOf(ServerAddress server) {
        List<String> order = server.lookupOrder();
        for (String identity : order) {
            AuthEntry entry = entries.get(identity);
            if (entry != null && !entry.isMarker()) {
                return Optional.of(entry);
            }
        }
        for (String identity : order) {
            AuthEntry entry = entries.get("http://" + identity);
            if (entry != null && !entry.isMarker()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** What the helpers have said that this file names. */
    Answers answers() {
        return answers;
    }

    private static Map<String, AuthEntry> byServer(List<AuthEntry> entries) {
        Map<String, AuthEntry> byServer = new HashMap<>();
        for (AuthEntry entry : entries) {
            server(entry.server())
                    .ifPresent(server -> byServer.merge(
                            server.identity(), dated(entry), (first, second) -> better(first, second, server)));
        }
        return byServer;
    }

    private static AuthEntry better(AuthEntry first, AuthEntry second, ServerAddress server) {
        if (first.isMarker() != second.isMarker()) {
            return first.isMarker() ? second : first;
        }
        return isClients(second.server(), server) ? second : first;
    }

    /** True for the key that docker and podman write for the server. */
    private static boolean isClients(String key, ServerAddress server) {
        return key.equals(server.isHub() ? ServerAddress.HUB_SPELLING : server.identity());
    }

    private static AuthEntry dated(AuthEntry entry) {
        Optional<Credential> dated = entry.credential().map(SecretExpiry::dated);
        return new AuthEntry(entry.server(), dated, entry.registryToken(), entry.problem());
    }

    private static Optional<ServerAddress> server(String key) {
        try {
            return Optional.of(ServerAddress.parse(key));
        } catch (InvalidServerAddressException noServer) {
            return Optional.empty();
        }
    }
}
