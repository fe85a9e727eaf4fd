package dev.coffer.cli.setup;

import dev.coffer.api.Entry;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.docker.helper.HelperClient;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The helper that a configuration has named so far.
 *
 * @param suffix what follows {@code docker-credential-} in its name
 * @param servers about which it was asked
 */
record OldHelper(String suffix, ServerPattern servers) {
    private static final String OF_DEV_CONTAINERS = "dev-containers-";

    /** What a route to it names. */
    Target.Helper target() {
        return new Target.Helper(suffix);
    }

    /** True when the route asks it after the store about all that it was asked about. */
    boolean isAskedLastBy(Route route) {
        return route.last()
                && route.target().equals(target())
                && route.servers().covers(servers);
    }

    /** Why it is not kept as the last one that is asked; empty when it can be. */
    Optional<String> reasonToDrop(Environment environment) {
        if (suffix.startsWith(OF_DEV_CONTAINERS)) {
            return Optional.of(
                    "the helper so far, " + suffix + ", is a temporary helper of VS Code's dev containers, which ends"
                            + " with this container; it is not kept, so logins of the host are no longer passed on."
                            + " VS Code sets none with \"dev.containers.dockerCredentialHelper\": false");
        }
        if (!HelperClient.isHelperName(suffix)) {
            return Optional.of("what is named as the helper so far is no name of one, and is not kept");
        }
        return switch (programs(environment).find("docker-credential-" + suffix)) {
            case Search.Found _ -> Optional.empty();
            case Search.Missing _ ->
                Optional.of("docker-credential-" + suffix + ", the helper so far, is not on the PATH, so docker could"
                        + " not use it either; it is not kept");
            case Search.Refused(String reason) ->
                Optional.of("docker-credential-" + suffix + ", the helper so far, is not kept: " + reason);
        };
    }

    /** The identities of the servers that it knows; none when it does not tell, for then docker had nothing of it either. */
    Set<String> servers(Environment environment) {
        Set<String> identities = new HashSet<>();
        if (reasonToDrop(environment).isPresent()) {
            return identities;
        }
        try {
            for (Entry entry : new HelperClient(suffix, programs(environment)).list()) {
                identities.add(ServerAddress.parse(entry.server()).identity());
            }
        } catch (StoreException | InvalidServerAddressException silent) {
            return identities;
        }
        return identities;
    }

    private static ProgramFinder programs(Environment environment) {
        return ProgramFinder.on(environment.get("PATH").orElse(""));
    }
}
