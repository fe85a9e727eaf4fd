package dev.coffer.core;

import dev.coffer.api.CredentialSource;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * The order of a look-up: the first of the user's routes that selects the server decides; else the store; else the last
 * routes, until one knows the server.
 */
final class Resolver implements CredentialSource {
    private final Settings settings;
    private final CredentialSource store;
    private final Function<Target.Helper, CredentialStore> helpers;

    Resolver(Settings settings, CredentialSource store, Function<Target.Helper, CredentialStore> helpers) {
        this.settings = settings;
        this.store = store;
        this.helpers = helpers;
    }

    @Override
    public String name() {
        return "coffer";
    }

    @Override
    public Lookup get(Request request) {
        for (Iterator<Route> routes = settings.routesBeforeStore().iterator(); routes.hasNext(); ) {
            Route route = routes.next();
            if (route.servers().matches(request.server())) {
                return ask(route, request);
            }
        }
        Lookup stored = store.get(request);
        if (!(stored instanceof Lookup.Absent(List<Reason> why))) {
            return stored;
        }
        List<Reason> reasons = new ArrayList<>(why);
        for (Iterator<Route> routes = settings.lastRoutes().iterator(); routes.hasNext(); ) {
            Route route = routes.next();
            if (route.servers().matches(request.server())) {
                Lookup answer = ask(route, request);
                if (!(answer instanceof Lookup.Absent(List<Reason> alsoWhy))) {
                    return answer;
                }
                reasons.addAll(alsoWhy);
            }
        }
        return new Lookup.Absent(reasons);
    }

    /**
     * Erases the server's credential from the helpers of the last routes too: while one of them knew it, a logout would
     * not be one.
     *
     * @return true when there was something to erase
     */
    boolean eraseFromLastRoutes(ServerAddress server) throws StoreException {
        boolean erased = false;
        for (Iterator<Route> routes = settings.lastRoutes().iterator(); routes.hasNext(); ) {
            Route route = routes.next();
            if (route.target() instanceof Target.Helper target
                    && route.servers().matches(server)) {
                CredentialStore helper = helpers.apply(target);
                if (!(helper.get(Request.of(server)) instanceof Lookup.Absent)) {
                    erased |= helper.erase(server);
                }
            }
        }
        return erased;
    }

    private Lookup ask(Route route, Request request) {
        return switch (route.target()) {
            case Target.Helper helper -> helpers.apply(helper).get(request);
            case Target.Deny _ ->
                new Lookup.Unavailable(
                        Kind.REFUSED,
                        new Reason("the route " + route.servers() + " denies credentials for this server"),
                        "");
        };
    }
}
