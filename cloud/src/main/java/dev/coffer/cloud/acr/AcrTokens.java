package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.Attempt;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenFetcher;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of Azure Container Registry. The identity comes from the first of these that is set up: a service principal in
 * the environment, workload identity, a managed identity, the login of az; what is set up and fails ends the search, so
 * that no other identity steps in unseen. For a workload, its own token is all that counts. The Entra token is exchanged at
 * the registry for the registry's own.
 */
public final class AcrTokens implements TokenFetcher {
    /** The user name that goes with a registry's token, for every client. */
    static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    /** The user name that makes Docker's clients take the token as an identity token. */
    static final String IDENTITY_TOKEN = "<token>";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Environment environment;
    private final InstantSource clock;
    private final Duration firstPause;
    private final Path arcKeys;

    /** By the environment of this process. */
    public AcrTokens() {
        this(Environment.ofProcess(), InstantSource.system(), FIRST_PAUSE, ArcIdentity.KEYS);
    }

    /**
     * By another environment.
     *
     * @param firstPause how long to wait before asking a busy server again; the second wait is twice as long
     * @param arcKeys the folder of the Arc agent's keys
     */
    AcrTokens(Environment environment, InstantSource clock, Duration firstPause, Path arcKeys) {
        this.environment = environment;
        this.clock = clock;
        this.firstPause = firstPause;
        this.arcKeys = arcKeys;
    }

    @Override
    public Cloud cloud() {
        return Cloud.ACR;
    }

    @Override
    public TokenAnswer fetch(TokenOrder order) {
        List<Attempt> tried = new ArrayList<>();
        try (Http http = Http.of(environment, "cloud")) {
            return fetch(order, http, tried);
        } catch (RefusedException refused) {
            return new TokenAnswer.Failed(refused.kind(), refused.said(), tried, refused.whatToDo());
        }
    }

    private TokenAnswer fetch(TokenOrder order, Http http, List<Attempt> tried) throws RefusedException {
        CloudRegistry.Acr registry = registry(order);
        String username = username(order);
        Deadline deadline = Deadline.after(order.limit());
        PatientHttp patient = new PatientHttp(http, deadline, firstPause);
        AcrRegistry exchange = new AcrRegistry(registry.host(), patient, clock);
        String service = noting("registry " + registry.host(), tried, exchange::service);
        for (Source source : sources(order, registry, http, patient, deadline)) {
            Optional<Identified> identified = identify(source, registry, tried);
            if (identified.isPresent()) {
                Identified found = identified.get();
                RegistryToken token = noting(
                        "exchange at " + registry.host(),
                        tried,
                        () -> exchange.exchange(found.token(), service, found.audience()));
                return new TokenAnswer.Fetched(
                        username,
                        token.token(),
                        token.expires(),
                        found.token().identity().isEmpty()
                                ? token.subject()
                                : found.token().identity(),
                        tried);
            }
        }
        return new TokenAnswer.Absent(
                tried, "az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET");
    }

    private List<Source> sources(
            TokenOrder order, CloudRegistry.Acr registry, Http http, PatientHttp patient, Deadline deadline) {
        Wanted wanted = new Wanted(
                environment,
                Optional.ofNullable(order.options().get(Cloud.Option.TENANT)),
                Optional.ofNullable(order.options().get(Cloud.Option.CLIENT_ID)));
        EntraLogin login = new EntraLogin(patient, registry.azure(), environment, order.allowedHosts());
        if (order.workload().isPresent()) {
            return List.of(new PodIdentity(order.workload().get(), wanted, login));
        }
        return List.of(
                new EnvironmentPrincipal(wanted, login, clock),
                new WorkloadIdentity(wanted, login),
                new ManagedIdentity(wanted, http, patient, order.allowedHosts(), clock, arcKeys),
                new AzLogin(wanted, deadline, clock));
    }

    private record Identified(EntraToken token, Audience audience) {}

    private interface Step<T> {
        T run() throws RefusedException;
    }

    private static <T> T noting(String element, List<Attempt> tried, Step<T> step) throws RefusedException {
        try {
            return step.run();
        } catch (RefusedException refused) {
            tried.add(new Attempt(element, refused.said()));
            throw refused;
        }
    }

    /** The registries' audience first; the resource manager's only where Entra does not know the first. */
    private static Optional<Identified> identify(Source source, CloudRegistry.Acr registry, List<Attempt> tried)
            throws RefusedException {
        try {
            return Optional.of(identify(source, Audience.REGISTRY, tried));
        } catch (NotHereException next) {
            tried.add(new Attempt(source.element(), next.said()));
            return Optional.empty();
        } catch (RefusedException refused) {
            tried.add(new Attempt(source.element(), refused.said()));
            if (!refused.isAudienceUnknown()) {
                throw refused;
            }
        }
        return noting(source.element(), tried, () -> {
            try {
                return Optional.of(identify(source, Audience.resourceManager(registry.azure()), tried));
            } catch (NotHereException gone) {
                throw new RefusedException(Kind.UNREACHABLE, gone.said(), "try again");
            }
        });
    }

    private static Identified identify(Source source, Audience audience, List<Attempt> tried)
            throws NotHereException, RefusedException {
        EntraToken token = source.token(audience.address());
        tried.add(new Attempt(
                source.element(),
                "gave a token for " + audience.address()
                        + (token.identity().isEmpty() ? "" : " as " + token.identity())));
        return new Identified(token, audience);
    }

    private static CloudRegistry.Acr registry(TokenOrder order) throws RefusedException {
        Optional<CloudRegistry> registry = CloudRegistry.of(order.server());
        if (registry.isPresent() && registry.get() instanceof CloudRegistry.Acr acr) {
            return acr;
        }
        throw new RefusedException(
                Kind.REFUSED, "this server is no registry of Azure, so no token of Azure may go there", "");
    }

    private static String username(TokenOrder order) throws RefusedException {
        Optional<String> style = Optional.ofNullable(order.options().get(Cloud.Option.USERNAME));
        if (style.isEmpty()) {
            return NOBODY;
        }
        if (style.get().equals("token")) {
            return IDENTITY_TOKEN;
        }
        throw new RefusedException(
                Kind.REFUSED, "the route's user name may be token and nothing else", "correct the route's username");
    }
}
