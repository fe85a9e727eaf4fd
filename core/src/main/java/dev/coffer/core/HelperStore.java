package dev.coffer.core;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.core.settings.OnUnavailable;
import java.util.List;

/**
 * What clients of the helper protocol talk to: they know neither accounts nor routes, so a store is a login, an erase is
 * a logout of every account, and a list names the active ones only.
 */
final class HelperStore implements CredentialStore {
    private final Resolver resolver;
    private final Accounts accounts;
    private final OnUnavailable onUnavailable;

    HelperStore(Resolver resolver, Accounts accounts, OnUnavailable onUnavailable) {
        this.resolver = resolver;
        this.accounts = accounts;
        this.onUnavailable = onUnavailable;
    }

    @Override
    public String name() {
        return resolver.name();
    }

    @Override
    public Lookup get(Request request) {
        Lookup answer = resolver.get(request);
        if (onUnavailable == OnUnavailable.ANONYMOUS && answer instanceof Lookup.Unavailable unavailable) {
            return new Lookup.Absent(
                    List.of(unavailable.why(), new Reason("the settings say on-unavailable: anonymous")));
        }
        return answer;
    }

    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        accounts.login(server, credential);
    }

    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        boolean erased = accounts.eraseAll(server);
        return resolver.eraseFromLastRoutes(server) || erased;
    }

    /** Only what a look-up would answer now; so nothing while the store is locked. */
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
                .map(account -> new Entry(account.server(), account.username(), account.expires()))
                .toList();
    }
}
