package dev.coffer.core.expiry;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialSource;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.registry.HubRefusalException;
import dev.coffer.registry.HubServers;
import dev.coffer.registry.HubSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Renews a login to Docker Hub by browser with the refresh token that docker keeps beside it, and keeps what comes. A
 * refresh token can be used once, so that only one process does it at a time.
 */
public final class HubRenewal {
    private static final String LOCK_FILE = "hub-session.lock";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CredentialSource store;
    private final Accounts accounts;
    private final Path folder;
    private final Supplier<Http> client;
    private final HubServers servers;

    /**
     * Makes one.
     *
     * @param store where the tokens are
     * @param accounts keeps the new ones
     * @param folder where the lock file lies that excludes other processes
     * @param client makes the client when there is something to renew
     */
    public HubRenewal(
            CredentialSource store, Accounts accounts, Path folder, Supplier<Http> client, HubServers servers) {
        this.store = store;
        this.accounts = accounts;
        this.folder = folder;
        this.client = client;
        this.servers = servers;
    }

    /** How to look again. */
    interface Again {
        Lookup get(Request request);
    }

    /** The credential anew; the old answer where it cannot be had, with the reason where renewing was tried. */
    Lookup renew(Request request, Lookup.Unavailable expired, Again again) {
        ServerAddress server = request.server();
        if (!server.isHub() && !ServerAddress.hubTokens().contains(server)) {
            return expired;
        }
        Request sessionRequest = Request.of(ServerAddress.hubTokens().getLast());
        if (session(sessionRequest).isEmpty()) {
            return expired;
        }
        try {
            PrivateFolder.ensure(folder);
            try (FileLock _ = FileLock.acquire(folder.resolve(LOCK_FILE), LIMIT)) {
                Lookup meanwhile = again.get(request);
                Optional<Session> session = session(sessionRequest);
                boolean stillExpired =
                        meanwhile instanceof Lookup.Unavailable unavailable && unavailable.kind() == Kind.EXPIRED;
                if (!stillExpired || session.isEmpty() || !isOf(session.get().username(), server)) {
                    return meanwhile;
                }
                renew(session.get(), server);
            }
            return again.get(request);
        } catch (HubRefusalException | IOException | StoreException failure) {
            return new Lookup.Unavailable(
                    Kind.EXPIRED,
                    new Reason(expired.why().text() + ", and the login by browser could not be renewed: "
                            + failure.getMessage()),
                    expired.whatToDo());
        }
    }

    private record Session(String username, HubSession session) {}

    private Optional<Session> session(Request request) {
        return store.get(request) instanceof Lookup.Found found
                ? HubSession.of(found.credential().secret())
                        .map(session -> new Session(found.credential().username(), session))
                : Optional.empty();
    }

    /** A session renews its own user's login and nobody else's. */
    private boolean isOf(String username, ServerAddress server) throws StoreException {
        for (Account account : accounts.list()) {
            if (account.active() && ServerAddress.parse(account.server()).equals(server)) {
                return account.username().equals(username);
            }
        }
        return false;
    }

    /** The refresh token is kept first: the old one is no use any more. */
    private void renew(Session session, ServerAddress server) throws HttpFailure, HubRefusalException, StoreException {
        try (Http http = client.get()) {
            HubSession.Tokens tokens = session.session().renew(http, servers, LIMIT);
            keep(ServerAddress.hubTokens().getLast(), session.username(), tokens.session());
            keep(ServerAddress.hubTokens().getFirst(), session.username(), tokens.access());
            if (server.isHub()) {
                keep(server, session.username(), HubSession.password(tokens.access(), http, servers, LIMIT));
            }
        }
    }

    private void keep(ServerAddress server, String username, Secret secret) throws StoreException {
        accounts.login(server, new Credential(username, secret));
    }
}
