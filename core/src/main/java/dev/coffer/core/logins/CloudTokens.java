package dev.coffer.core.logins;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.api.cloud.TokenFetcher;
import dev.coffer.core.Explanation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Tokens of the cloud that a registry's name belongs to, where {@code coffer-cloud} is on the class path. */
final class CloudTokens implements LoginSource {
    private static final String ARTIFACT = "dev.coffer:coffer-cloud";

    private final Watched<CofferState> state;
    private final Duration limit;

    CloudTokens(Watched<CofferState> state, Duration limit) {
        this.state = state;
        this.limit = limit;
    }

    @Override
    public Optional<Lookup> find(ServerAddress server, List<Reason> steps) {
        Optional<CloudRegistry> registry = CloudRegistry.of(server);
        if (registry.isEmpty() || !(state.current() instanceof CofferState.Open open)) {
            return Optional.empty();
        }
        Request request = new Request(server, Optional.empty(), limit);
        Explanation answer =
                open.answers().get("cloud " + registry.get().host(), () -> ask(open, registry.get(), request));
        steps.addAll(answer.steps());
        return switch (answer.answer()) {
            case Lookup.Found found -> Optional.of(found);
            case Lookup.Absent _ -> Optional.empty();
            case Lookup.Unavailable failure -> {
                steps.add(failure.why());
                yield Optional.of(failure);
            }
        };
    }

    private static Explanation ask(CofferState.Open open, CloudRegistry registry, Request request) {
        return isInstalled(registry.cloud()) ? open.coffer().explainCloud(request) : without(registry);
    }

    /** What may be public is left to be asked without a credential; elsewhere that would end in a riddle. */
    private static Explanation without(CloudRegistry registry) {
        Reason why = new Reason(registry.host() + " takes tokens of " + registry.cloud() + ", and " + ARTIFACT
                + ", which fetches them, is not on the class path");
        return registry.mayBeAnonymous()
                ? new Explanation(new Lookup.Absent(List.of(why)), List.of(why))
                : new Explanation(
                        new Lookup.Unavailable(Kind.UNREACHABLE, why, "add " + ARTIFACT + " to the class path"),
                        List.of());
    }

    private static boolean isInstalled(Cloud cloud) {
        for (TokenFetcher fetcher : ServiceLoader.load(TokenFetcher.class)) {
            if (fetcher.cloud() == cloud) {
                return true;
            }
        }
        return false;
    }
}
