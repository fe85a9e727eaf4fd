package dev.coffer.core;

import dev.coffer.age.Prompts;
import dev.coffer.api.Credential;
import dev.coffer.api.CredentialSource;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.core.expiry.Ending;
import dev.coffer.core.keystores.Keystore;
import dev.coffer.core.keystores.Keystores;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.PromptPolicy;
import dev.coffer.core.settings.Settings;
import dev.coffer.core.settings.SettingsException;
import dev.coffer.core.settings.SettingsFiles;
import dev.coffer.docker.helper.HelperClient;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import dev.coffer.registry.HubServers;
import dev.coffer.registry.HubSession;
import dev.coffer.registry.LoginAttempt;
import dev.coffer.registry.RegistryCheck;
import dev.coffer.registry.Verdict;
import dev.coffer.vault.Vault;
import dev.coffer.vault.agent.AgentSocket;
import dev.coffer.vault.unlocking.MachinePassphrase;
import dev.coffer.vault.unlocking.Unlocking;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The credentials of this user on this machine: the way in for programs.
 *
 * <pre>{@code
 * Coffer coffer = Coffer.open();
 * Lookup answer = coffer.get(Request.of(ServerAddress.parse("ghcr.io")));
 * }</pre>
 *
 * <p>Opening reads the settings and nothing else. An instance may be shared between threads; it keeps no secret.
 */
public final class Coffer implements CredentialSource {
    private static final String VAULT_FOLDER = "vault";

    private final Environment environment;
    private final Places places;
    private final Unlocking unlocking;
    private final Vault vault;
    private final Keystores keystores;
    private final Keystore keystore;
    private final Accounts accounts;
    private final Resolver resolver;
    private final HelperStore helperStore;

    private Coffer(Environment environment, Places places, Settings settings) throws SettingsException {
        this.environment = environment;
        this.places = places;
        this.unlocking = unlocking(environment, places, settings);
        this.vault = Vault.open(places.data().resolve(VAULT_FOLDER), places.identity(), unlocking);
        this.keystores = new Keystores(environment, places, settings, vault);
        this.keystore = keystores
                .named(settings.store())
                .orElseThrow(() -> new SettingsException(
                        places.config(),
                        "there is no store `" + settings.store() + "`; there are "
                                + String.join(", ", Keystores.NAMES)));
        this.accounts = keystores.accounts(keystore);
        CredentialSource stored = new EndingCredentials(
                keystore.credentials(),
                new HubRenewal(
                        keystore.credentials(),
                        accounts,
                        places.data(),
                        () -> Http.of(environment, Version.CURRENT),
                        HubServers.DOCKER),
                InstantSource.system());
        this.resolver = new Resolver(settings, stored, this::helper);
        this.helperStore = new HelperStore(resolver, accounts, settings.onUnavailable());
    }

    /** Opens with the environment of this process. */
    public static Coffer open() throws IOException {
        return open(Environment.ofProcess());
    }

    /**
     * Opens with the environment given.
     *
     * @throws IOException when there is no home folder, or a settings file is wrong or may be written by others
     */
    public static Coffer open(Environment environment) throws IOException {
        Places places = Places.of(environment);
        Settings settings = SettingsFiles.load(places);
        return new Coffer(environment, places, settings);
    }

    @Override
    public String name() {
        return resolver.name();
    }

    /**
     * Looks a credential up: the user's routes, then the store, then the last routes. A request for an account also finds
     * one that is not active.
     */
    @Override
    public Lookup get(Request request) {
        Lookup answer = resolver.get(request);
        return answer instanceof Lookup.Absent && request.account().isPresent()
                ? Ending.judge(accounts.get(request.server(), request.account().get()), Instant.now())
                : answer;
    }

    /** The several logins of each server. */
    public Accounts accounts() {
        return accounts;
    }

    /**
     * Logins for many servers at once. What the vault keeps for its list is written once, when this is closed, instead of
     * at every login.
     */
    public ManyLogins manyLogins() {
        return keystore.name().equals(Vault.NAME)
                ? ManyLogins.of(vault, places.data())
                : new ManyLogins(accounts, () -> {});
    }

    /** The keystore that keeps the logins: the chosen one, else the vault. */
    public Keystore keystore() {
        return keystore;
    }

    /** All keystores. */
    public Keystores keystores() {
        return keystores;
    }

    /** The embedded store. */
    public Vault vault() {
        return vault;
    }

    /** The embedded store, for a command whose user may be asked to unlock it. */
    public Vault vault(Prompts prompts) {
        return Vault.open(places.data().resolve(VAULT_FOLDER), places.identity(), unlocking.asking(prompts));
    }

    /** Where settings, data and keys lie. */
    public Places places() {
        return places;
    }

    /** The store that clients of Docker's helper protocol talk to. */
    public CredentialStore helperStore() {
        return helperStore;
    }

    /**
     * Tries the credential at its registry and keeps it when the registry lets it in, or lets in anyone.
     *
     * <p>What is kept is what the registry gave for it: an identity token where there is one. It is kept under the
     * address that clients ask for, host and path without a scheme.
     */
    public Verdict login(LoginAttempt attempt) throws StoreException {
        Verdict verdict = check(attempt);
        ServerAddress key = clientAddress(attempt.server());
        switch (verdict) {
            case Verdict.Accepted accepted -> accounts.login(key, accepted.credential());
            case Verdict.AcceptsAnyone anyone -> accounts.login(key, anyone.credential());
            case Verdict.Failed _ -> {}
        }
        return verdict;
    }

    /**
     * Puts a new password in the place of a stored one, after the registry has let it in. Whatever else comes of it, the
     * old one stays.
     *
     * @param former the login as it is stored for the server
     * @param attempt the new credential at the same server
     * @throws StoreException also when the login was changed by somebody else meanwhile
     */
    public Verdict rotate(Credential former, LoginAttempt attempt) throws StoreException {
        Verdict verdict = check(attempt);
        if (verdict instanceof Verdict.Accepted accepted
                && !accounts.replace(clientAddress(attempt.server()), former, accepted.credential())) {
            throw new StoreException(
                    Kind.REFUSED,
                    "the login to " + clientAddress(attempt.server()) + " was changed meanwhile; nothing was replaced",
                    "see the logins there are: coffer list");
        }
        return verdict;
    }

    private Verdict check(LoginAttempt attempt) {
        try (Http http = Http.of(environment, Version.CURRENT)) {
            return new RegistryCheck(http).check(attempt);
        }
    }

    /**
     * Erases a server's logins, or one user's. Helpers of the last routes lose theirs too, else they would answer next.
     *
     * @return false when there was none
     */
    public boolean erase(ServerAddress server, Optional<String> username) throws StoreException {
        return username.isPresent() ? accounts.erase(server, username.get()) : helperStore.erase(server);
    }

    /**
     * Logs out: erases, and at Docker Hub also ends the session of a login by browser, whose two tokens docker keeps.
     *
     * @return false when there was no login
     * @throws StoreException also when everything was erased here, but Docker could not be told that the session is over
     */
    public boolean logout(ServerAddress server, Optional<String> username) throws StoreException {
        if (!server.isHub() || username.isPresent()) {
            return erase(server, username);
        }
        Optional<HubSession> session = hubSession();
        boolean erased = erase(server, username);
        for (ServerAddress token : ServerAddress.hubTokens()) {
            erased |= accounts.eraseAll(token);
        }
        if (session.isPresent()) {
            end(session.get());
        }
        return erased;
    }

    private Optional<HubSession> hubSession() {
        Request refreshToken = Request.of(ServerAddress.hubTokens().getLast());
        return keystore.credentials().get(refreshToken) instanceof Lookup.Found found
                ? HubSession.of(found.credential().secret())
                : Optional.empty();
    }

    private void end(HubSession session) throws StoreException {
        String problem;
        try (Http http = Http.of(environment, Version.CURRENT)) {
            Optional<Integer> refusal = session.revoke(http);
            if (refusal.isEmpty()) {
                return;
            }
            problem = "login.docker.com answered with status " + refusal.get();
        } catch (HttpFailure failure) {
            problem = String.valueOf(failure.getMessage());
        }
        throw new StoreException(
                Kind.UNREACHABLE,
                "logged out here, but the session of the login by browser could not be ended: " + problem,
                "end it in the settings of your account at https://app.docker.com");
    }

    /** The spelling that Docker's clients use for the server: Hub's own, else host, port and path. */
    public static ServerAddress clientAddress(ServerAddress server) {
        return server.isHub() ? ServerAddress.hub() : ServerAddress.parse(server.authority() + server.path());
    }

    private static Unlocking unlocking(Environment environment, Places places, Settings settings) {
        return new Unlocking(
                Optional.of(new AgentSocket(places.runtime(), places.identity())),
                MachinePassphrase.of(environment),
                settings.prompt() == PromptPolicy.TTY ? Optional.of(new TerminalPrompts()) : Optional.empty());
    }

    private CredentialStore helper(Target.Helper target) {
        return new HelperClient(target.suffix(), HelperPrograms.on(environment));
    }
}
