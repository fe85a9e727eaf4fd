package dev.coffer.core.accounts;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import dev.coffer.core.expiry.SecretExpiry;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Several logins for one server. The credential store holds the active one, in Docker's layout; the others lie in the
 * same keystore's secret store.
 *
 * <p>Every change is a series of writes in an order in which an interruption leaves a login in both places, never in
 * none. Changes exclude each other by a lock, so that two logins at once cannot lose a third.
 */
public final class Accounts {
    private static final String LOCK_FILE = "accounts.lock";
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);

    private final CredentialStore store;
    private final SecretStore others;
    private final Path folder;

    /**
     * Accounts in one keystore.
     *
     * @param store holds the active logins
     * @param others holds the others
     * @param folder where the lock file lies that excludes other processes; made when it is missing
     */
    public Accounts(CredentialStore store, SecretStore others, Path folder) {
        this.store = store;
        this.others = others;
        this.folder = folder;
    }

    /** Makes the credential the server's active one. A different user's login is kept as a further account. */
    public void login(ServerAddress server, Credential credential) throws StoreException {
        try (FileLock _ = lock()) {
            activate(server, SecretExpiry.dated(credential));
        }
    }

    /**
     * Adds a login as it was elsewhere. It becomes the active one only if it was that, and the server has none yet.
     */
    public void add(ServerAddress server, Credential found, boolean wasActive) throws StoreException {
        Credential credential = SecretExpiry.dated(found);
        try (FileLock _ = lock()) {
            if (wasActive && active(server).isEmpty()) {
                activate(server, credential);
            } else {
                others.put(
                        AccountLayout.id(server, credential.username()),
                        credential.secret(),
                        AccountLayout.metadata(server.spelling(), credential));
            }
        }
    }

    /**
     * Makes another account the active one.
     *
     * @return false when the server has no such account
     */
    public boolean use(ServerAddress server, String username) throws StoreException {
        try (FileLock _ = lock()) {
            Optional<StoredSecret> wanted = others.get(AccountLayout.id(server, username));
            if (wanted.isEmpty()) {
                return active(server).filter(found -> isUser(found, username)).isPresent();
            }
            ServerAddress spelled = ServerAddress.parse(AccountLayout.server(wanted.get()));
            activate(spelled, AccountLayout.credential(wanted.get()));
            return true;
        }
    }

    /** The active login of exactly this server; none when it has expired. */
    public Optional<Credential> current(ServerAddress server) throws StoreException {
        return active(server).map(Lookup.Found::credential);
    }

    /**
     * Puts a new credential in the place of one, active or not, as long as that has the secret it had.
     *
     * @return false when it has another secret now, or is gone; then nothing is changed
     */
    public boolean replace(ServerAddress server, Credential former, Credential fresh) throws StoreException {
        try (FileLock _ = lock()) {
            boolean same = find(server, former.username())
                    .filter(found -> found.secret().equals(former.secret()))
                    .isPresent();
            if (!same) {
                return false;
            }
            Credential credential = SecretExpiry.dated(fresh);
            if (active(server).filter(found -> isUser(found, former.username())).isPresent()) {
                store.store(server, credential);
                others.delete(AccountLayout.id(server, credential.username()));
            } else {
                others.put(
                        AccountLayout.id(server, credential.username()),
                        credential.secret(),
                        AccountLayout.metadata(server.spelling(), credential));
            }
            if (!credential.username().equals(former.username())) {
                others.delete(AccountLayout.id(server, former.username()));
            }
            return true;
        }
    }

    /**
     * Erases every account of the server.
     *
     * @return false when there was none
     */
    public boolean eraseAll(ServerAddress server) throws StoreException {
        if (isEmpty(server)) {
            return false;
        }
        try (FileLock _ = lock()) {
            boolean erased = store.erase(server);
            for (SecretEntry entry : others.list(AccountLayout.allOf(server))) {
                erased |= others.delete(entry.id());
            }
            return erased;
        }
    }

    /**
     * Erases one account. When it was the active one, no other takes its place.
     *
     * @return false when there was no such account
     */
    public boolean erase(ServerAddress server, String username) throws StoreException {
        try (FileLock _ = lock()) {
            return eraseLocked(server, username);
        }
    }

    private boolean eraseLocked(ServerAddress server, String username) throws StoreException {
        boolean erased = others.delete(AccountLayout.id(server, username));
        if (active(server).filter(found -> isUser(found, username)).isPresent()) {
            erased |= store.erase(server);
        }
        return erased;
    }

    /**
     * Erases one account as long as it has the secret of this credential. One that somebody has logged in with since is
     * left alone.
     *
     * @return false when it has another secret now, or is gone
     */
    public boolean eraseIfStill(ServerAddress server, Credential credential) throws StoreException {
        try (FileLock _ = lock()) {
            String username = credential.username();
            boolean same = find(server, username)
                    .filter(found -> found.secret().equals(credential.secret()))
                    .isPresent();
            return same && eraseLocked(server, username);
        }
    }

    /** The credential of one account, active or not; empty when there is none. */
    public Optional<Credential> find(ServerAddress server, String username) throws StoreException {
        Optional<Lookup.Found> active = active(server).filter(found -> isUser(found, username));
        if (active.isPresent()) {
            return active.map(Lookup.Found::credential);
        }
        return others.get(AccountLayout.id(server, username)).map(AccountLayout::credential);
    }

    /** The credential of one account as the answer of a look-up. */
    public Lookup get(ServerAddress server, String username) {
        try {
            Optional<Credential> found = find(server, username);
            return found.isPresent()
                    ? new Lookup.Found(found.get(), new Origin(store.name(), server.spelling()))
                    : new Lookup.Absent(store.name() + " has no account of " + username + " for " + server);
        } catch (StoreException failure) {
            return failure.asLookup();
        }
    }

    /** All accounts of all servers, by server; the active one first. */
    public List<Account> list() throws StoreException {
        List<Account> accounts = new ArrayList<>();
        for (Entry entry : store.list()) {
            accounts.add(new Account(entry.server(), entry.username(), true, store.name(), entry.expires()));
        }
        for (SecretEntry entry : others.list(AccountLayout.ALL)) {
            accounts.add(AccountLayout.account(entry, store.name()));
        }
        accounts.sort(Comparator.comparing((Account account) -> identity(account.server()))
                .thenComparing(account -> !account.active())
                .thenComparing(Account::username));
        return List.copyOf(accounts);
    }

    private static String identity(String server) {
        return ServerAddress.parse(server).identity();
    }

    private void activate(ServerAddress server, Credential credential) throws StoreException {
        Optional<Lookup.Found> former = active(server).filter(found -> !isUser(found, credential.username()));
        if (former.isPresent()) {
            Credential aside = former.get().credential();
            SecretId id = AccountLayout.id(server, aside.username());
            others.put(
                    id,
                    aside.secret(),
                    AccountLayout.metadata(former.get().origin().server(), aside));
        }
        store.store(server, credential);
        others.delete(AccountLayout.id(server, credential.username()));
    }

    /** The active login of exactly this server. One that is expired or damaged is none: it may be replaced. */
    private Optional<Lookup.Found> active(ServerAddress server) throws StoreException {
        return switch (store.get(Request.of(server))) {
            case Lookup.Found found when isExact(found, server) -> Optional.of(found);
            case Lookup.Found _, Lookup.Absent _ -> Optional.empty();
            case Lookup.Unavailable unavailable
            when unavailable.kind() == Kind.EXPIRED || unavailable.kind() == Kind.DAMAGED -> Optional.empty();
            case Lookup.Unavailable unavailable -> throw unavailable.asException();
        };
    }

    /** A look-up may have been answered by a parent of the path. */
    private static boolean isExact(Lookup.Found found, ServerAddress server) {
        return ServerAddress.parse(found.origin().server()).equals(server);
    }

    private static boolean isUser(Lookup.Found found, String username) {
        return found.credential().username().equals(username);
    }

    private boolean isEmpty(ServerAddress server) throws StoreException {
        return store.get(Request.of(server)) instanceof Lookup.Absent
                && others.list(AccountLayout.allOf(server)).isEmpty();
    }

    private FileLock lock() throws StoreException {
        try {
            PrivateFolder.ensure(folder);
            return FileLock.acquire(folder.resolve(LOCK_FILE), LOCK_LIMIT);
        } catch (IOException failure) {
            throw new StoreException(
                    Kind.UNREACHABLE, "the accounts cannot be changed: " + failure.getMessage(), "", failure);
        }
    }
}
