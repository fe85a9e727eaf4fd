package dev.coffer.core.settings;

import dev.coffer.core.routes.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the user and the machine's administrator decided.
 *
 * @param store the name of the keystore that keeps credentials
 * @param onUnavailable what a credential helper answers when it cannot answer
 * @param onAbsent what a credential helper answers when there is no credential
 * @param prompt whether a look-up in a locked vault may ask
 * @param collection the one collection of the Secret Service that is used; without it the default one
 * @param tokenHosts hosts, {@code host} or {@code host:port}, that may give tokens although they are no known cloud's
 * @param routes the rules, in the order in which they are tried
 */
public record Settings(
        String store,
        OnUnavailable onUnavailable,
        OnAbsent onAbsent,
        PromptPolicy prompt,
        Optional<String> collection,
        Set<String> tokenHosts,
        List<Route> routes) {
    /** The name of the vault, which is the store when nothing else was chosen. */
    public static final String VAULT = "vault";

    /** What it means when there is no settings file. */
    public static final Settings DEFAULT = new Settings(
            VAULT, OnUnavailable.ERROR, OnAbsent.ERROR, PromptPolicy.NEVER, Optional.empty(), Set.of(), List.of());

    public Settings {
        tokenHosts = Set.copyOf(tokenHosts);
        routes = List.copyOf(routes);
    }

    /** The rules that are tried before the store. */
    public Stream<Route> routesBeforeStore() {
        return routes.stream().filter(route -> !route.last());
    }

    /** The rules that are tried when the store has nothing. */
    public Stream<Route> lastRoutes() {
        return routes.stream().filter(Route::last);
    }
}
