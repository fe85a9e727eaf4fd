package dev.coffer.core;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.OnAbsent;
import dev.coffer.core.settings.OnUnavailable;
import dev.coffer.core.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What clients of the helper protocol talk to: they know neither accounts nor routes, so a store is a login, an erase is
 * a logout of every account, and a list names the active ones only.
 *
 * <p>What a route would never look up again is not kept: a foreign helper on a route keeps its logins itself, and a cloud
 * needs none.
 */
final class HelperStore implements CredentialStore {
    private final Resolver resolver;
    private final Accounts accounts;
    private final Settings settings;
    private final Consumer<String> notes;

    /**
     * Makes the store.
     *
     * @param notes takes a line for the user about what was not done
     */
    HelperStore(Resolver resolver, Accounts accounts, Settings settings, Consumer<String> notes) {
        this.resolver = resolver;
        this.accounts = accounts;
        this.settings = settings;
        this.notes = notes;
    }

    @Override
    public String name() {
        return resolver.name();
    }

    @Override
    public Lookup get(Request request) {
        Lookup answer = resolver.get(request);
        if (settings.onUnavailable() == OnUnavailable.ANONYMOUS && answer instanceof Lookup.Unavailable unavailable) {
            answer = new Lookup.Absent(
                    List.of(unavailable.why(), new Reason("the settings say on-unavailable: anonymous")));
        }
        return settings.onAbsent() == OnAbsent.EMPTY && answer instanceof Lookup.Absent absent
                ? nothing(request, absent)
                : answer;
    }

    /** How the helper protocol can say "none" without an error. */
    private Lookup nothing(Request request, Lookup.Absent absent) {
        return new Lookup.Found(
                new Credential("", Secret.ofText("")),
                new Origin(name(), request.server().spelling()),
                absent.why());
    }

    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        Optional<Route> route = resolver.decisive(server);
        if (route.isEmpty()) {
            accounts.login(server, credential);
            return;
        }
        switch (route.get().target()) {
            case Target.Helper helper -> resolver.helper(helper).store(server, credential);
            case Target.Tokens tokens -> notes.accept(CloudHelperStore.nothingToStore(server, tokens.cloud()));
            case Target.Deny _ ->
                throw new StoreException(
                        Kind.REFUSED,
                        "nothing was stored: the route " + route.get().servers()
                                + " denies credentials for this server",
                        "take it out first: coffer route remove '" + route.get().servers() + "'");
        }
    }

    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        boolean erased = accounts.eraseAll(server);
        Optional<Route> route = resolver.decisive(server);
        if (route.isPresent()) {
            switch (route.get().target()) {
                case Target.Helper helper -> erased |= resolver.helper(helper).erase(server);
                case Target.Tokens tokens -> notes.accept(CloudHelperStore.nothingToErase(server, tokens.cloud()));
                case Target.Deny _ -> {}
            }
        }
        return resolver.eraseFromLastRoutes(server) || erased;
    }

    /** Only what a look-up would answer now, and no routed server; so nothing while the store is locked. */
    @Override
    public List<Entry> list() throws StoreException {
        List<Account> all;
        try {
            all = accounts.list();
        } catch (StoreException failure) {
            if (failure.kind() == Kind.LOCKED) {
                return List.of();
            }
            throw failure;
        }
        return all.stream()
                .filter(Account::active)
                .filter(account -> !isRouted(account.server()))
                .map(account -> new Entry(account.server(), account.username(), account.expires()))
                .toList();
    }

    /** A keystore that others write to as well may hold names that are no addresses; no route selects such a one. */
    private boolean isRouted(String server) {
        try {
            return resolver.decisive(ServerAddress.parse(server)).isPresent();
        } catch (InvalidServerAddressException noAddress) {
            return false;
        }
    }
}
