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
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.core.expiry.Ending;
import dev.coffer.core.keystores.Keystore;
import dev.coffer.core.keystores.Keystores;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.PromptPolicy;
import dev.coffer.core.settings.Settings;
import dev.coffer.core.settings.SettingsException;
import dev.coffer.core.settings.SettingsFiles;
import dev.coffer.core.tokens.Tokens;
import dev.coffer.docker.helper.HelperClient;
import dev.coffer.docker.helper.HelperTrace;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
    private static final String ECR_WITHOUT_CACHE = "AWS_ECR_DISABLE_CACHE";

    private final Environment environment;
    private final Places places;
    private final Unlocking unlocking;
    private final Vault vault;
    private final Keystores keystores;
    private final Keystore keystore;
    private final Accounts accounts;
    private final Tokens tokens;
    private final Resolver resolver;
    private final Settings settings;

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
        this.settings = settings;
        this.tokens = Tokens.of(environment, places, settings.tokenHosts());
        CredentialSource stored = new EndingCredentials(
                keystore.credentials(),
                new HubRenewal(
                        keystore.credentials(),
                        accounts,
                        places.data(),
                        () -> Http.of(environment, Version.CURRENT),
                        HubServers.DOCKER),
                InstantSource.system());
        this.resolver = new Resolver(settings, stored, this::helper, tokenSource());
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
     * one that is not active. A workload's request for a cloud's registry is answered with the workload's own identity or
     * not at all, and never with a stored login.
     */
    @Override
    public Lookup get(Request request) {
        return explain(request).answer();
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

    /** Looks up as {@link #get} does and tells the way to the answer. */
    public Explanation explain(Request request) {
        Explanation way = resolver.explain(request);
        if (!(way.answer() instanceof Lookup.Absent) || request.account().isEmpty()) {
            return way;
        }
        Lookup further =
                Ending.judge(accounts.get(request.server(), request.account().get()), Instant.now());
        return new Explanation(further, way.steps());
    }

    /**
     * The part of a look-up that comes first: routes, the store, last routes. For a program that knows of further logins,
     * which go before the cloud that a server's name belongs to.
     */
    public Explanation explainKept(Request request) {
        return resolver.explainKept(request);
    }

    /** True when a route decides for the server, so that nothing else is asked after it. */
    public boolean isRouted(ServerAddress server) {
        return resolver.decisive(server).isPresent();
    }

    /** The part that comes last: a token of the cloud that the server's name belongs to, if it does. */
    public Explanation explainCloud(Request request) {
        return resolver.explainCloud(request);
    }

    /**
     * The store that clients of Docker's helper protocol talk to.
     *
     * @param notes takes a line for the user about what a store or an erase had no need to do
     */
    public CredentialStore helperStore(Consumer<String> notes) {
        return new HelperStore(resolver, accounts, settings, notes);
    }

    /**
     * The store that speaks for another helper, if this program does.
     *
     * @param helper what follows {@code docker-credential-} in its name
     * @param notes as for {@link #helperStore}
     */
    public Optional<CredentialStore> speakingFor(String helper, Consumer<String> notes) {
        Optional<Cloud> cloud = cloudOf(helper);
        return cloud.isPresent()
                ? Optional.of(new CloudHelperStore(cloud.get(), resolver, helperStore(notes), notes))
                : keystores.speakingFor(helper);
    }

    /** Whose tokens the helper of that name gives where it is not us. */
    private static Optional<Cloud> cloudOf(String helper) {
        return switch (helper) {
            case "ecr-login" -> Optional.of(Cloud.ECR);
            case "gcr", "gcloud" -> Optional.of(Cloud.GCR);
            case "acr-env", "acr-login" -> Optional.of(Cloud.ACR);
            default -> Optional.empty();
        };
    }

    /** The user's and the machine's rules, in the order in which they are tried. */
    public List<Route> routes() {
        return settings.routes();
    }

    /**
     * Whether another path of the same server could get another answer than this one got. A cloud's token is good for the
     * whole registry; a login may be for a path only, and so may a route.
     */
    public boolean dependsOnPath(ServerAddress server, Lookup.Found found) {
        boolean token = CloudRegistry.of(server)
                .filter(registry -> isSource(found.origin().source(), registry.cloud()))
                .isPresent();
        return !token
                || settings.routes().stream().anyMatch(route -> route.servers().hasPath());
    }

    private static boolean isSource(String source, Cloud cloud) {
        return source.equals(cloud.id()) || source.startsWith(cloud.id() + ":");
    }

    /** Why a foreign helper cannot be a route's target; empty when it can. */
    public Optional<String> objectionTo(Target.Helper target) {
        if (!HelperClient.isHelperName(target.suffix())) {
            return Optional.of("`" + target.suffix() + "` is no name of a credential helper");
        }
        String program = "docker-credential-" + target.suffix();
        return HelperPrograms.isOurself(environment, program)
                ? Optional.of(program + " is Coffer itself, so the route would ask in a circle")
                : Optional.empty();
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
        return username.isPresent()
                ? accounts.erase(server, username.get())
                : helperStore(_ -> {}).erase(server);
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

    /** As of ECR's own helper, any value of the variable switches the cache off. */
    private TokenSource tokenSource() {
        boolean ecrUncached = environment.get(ECR_WITHOUT_CACHE).isPresent();
        return (request, registry, options) -> ecrUncached && registry.cloud() == Cloud.ECR
                ? tokens.fetch(request, registry, options)
                : tokens.get(request, registry, options);
    }

    private CredentialStore helper(Target.Helper target) {
        return new HelperClient(target.suffix(), HelperPrograms.on(environment), environment, HelperTrace.NONE);
    }
}
