package dev.coffer.core;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.core.routes.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the helpers of a cloud are to their clients: tokens for the cloud's registries, by the user's route where one
 * selects the server. Those helpers fail at every other server; here it is served, as by our own name.
 */
final class CloudHelperStore implements CredentialStore {
    private final Cloud cloud;
    private final Resolver resolver;
    private final CredentialStore others;
    private final Consumer<String> notes;

    CloudHelperStore(Cloud cloud, Resolver resolver, CredentialStore others, Consumer<String> notes) {
        this.cloud = cloud;
        this.resolver = resolver;
        this.others = others;
        this.notes = notes;
    }

    @Override
    public String name() {
        return cloud.id();
    }

    @Override
    public Lookup get(Request request) {
        Optional<Route> route = resolver.decisive(request.server());
        return route.isEmpty() && isOurs(request.server()) ? resolver.token(request, Map.of()) : others.get(request);
    }

    /** A cloud keeps no passwords: a login there has nothing to store. Any other password goes where it is kept. */
    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        if (isOurs(server)) {
            notes.accept(nothingToStore(server, cloud));
        } else {
            others.store(server, credential);
        }
    }

    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        if (isOurs(server)) {
            notes.accept(nothingToErase(server, cloud));
            return false;
        }
        return others.erase(server);
    }

    @Override
    public List<Entry> list() throws StoreException {
        return others.list();
    }

    static String nothingToStore(ServerAddress server, Cloud cloud) {
        return "nothing was stored: tokens for " + server.spelling() + " come from " + cloud
                + " whenever they are needed";
    }

    static String nothingToErase(ServerAddress server, Cloud cloud) {
        return "nothing was erased: tokens for " + server.spelling() + " come from " + cloud
                + "; forget those that are remembered by: coffer cache clear";
    }

    private boolean isOurs(ServerAddress server) {
        return CloudRegistry.of(server)
                .filter(registry -> registry.cloud() == cloud)
                .isPresent();
    }
}
