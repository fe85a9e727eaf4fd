package dev.coffer.core;

import dev.coffer.api.CredentialSource;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order of a look-up: the first of the user's routes that selects the server decides; else the store, for a login is
 * as good at a cloud's registry as anywhere; else the last routes, until one knows the server; else the cloud that the
 * server's name belongs to.
 *
 * <p>A workload's request for a cloud's registry is another matter: its own identity decides, by a route to the cloud or by
 * the server's name. What is the machine's, a stored login or a helper's answer, is not handed to it. At other registries
 * its token is of no use, and it gets what the machine has for everyone, as every pod of a node does.
 */
final class Resolver implements CredentialSource {
    private final Settings settings;
    private final CredentialSource store;
    private final Function<Target.Helper, CredentialStore> helpers;
    private final TokenSource tokens;

    Resolver(
            Settings settings,
            CredentialSource store,
            Function<Target.Helper, CredentialStore> helpers,
            TokenSource tokens) {
        this.settings = settings;
        this.store = store;
        this.helpers = helpers;
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "coffer";
    }

    @Override
    public Lookup get(Request request) {
        return explain(request).answer();
    }

    /** Looks up as {@link #get} does and tells the way. */
    Explanation explain(Request request) {
        ServerAddress server = request.server();
        if (request.workload().isPresent()) {
            Optional<CloudRegistry> cloud = CloudRegistry.of(server);
            if (cloud.isPresent()) {
                return explainForWorkload(request, cloud.get());
            }
        }
        Explanation kept = explainKept(request);
        if (!(kept.answer() instanceof Lookup.Absent(List<Reason> absences))
                || decisive(request.server()).isPresent()) {
            return kept;
        }
        Explanation cloud = explainCloud(request);
        List<Reason> steps = new ArrayList<>(kept.steps());
        steps.addAll(cloud.steps());
        if (!(cloud.answer() instanceof Lookup.Absent(List<Reason> noIdentity))) {
            return new Explanation(cloud.answer(), steps);
        }
        List<Reason> why = new ArrayList<>(absences);
        why.addAll(noIdentity);
        return new Explanation(new Lookup.Absent(why), steps);
    }

    /** The part of a look-up that comes before the cloud that a server's name belongs to. */
    Explanation explainKept(Request request) {
        ServerAddress server = request.server();
        List<Reason> steps = new ArrayList<>();
        Optional<Route> decisive = decisive(server);
        if (decisive.isPresent()) {
            steps.add(decides(decisive.get()));
            return new Explanation(ask(decisive.get(), request), steps);
        }
        List<Reason> absences = new ArrayList<>();
        Lookup answer = store.get(request);
        steps.add(new Reason("no route selects the server, so the store " + store.name() + " was asked"));
        if (!(answer instanceof Lookup.Absent(List<Reason> why))) {
            return new Explanation(answer, steps);
        }
        note(why, absences, steps);
        for (Route route : settings.routes()) {
            if (route.last() && route.selects(server)) {
                steps.add(new Reason("the last route " + route + " in " + route.where() + " was asked"));
                answer = ask(route, request);
                if (!(answer instanceof Lookup.Absent(List<Reason> alsoWhy))) {
                    return new Explanation(answer, steps);
                }
                note(alsoWhy, absences, steps);
            }
        }
        return new Explanation(new Lookup.Absent(absences), steps);
    }

    /** The last part: a token of the cloud that the server's name belongs to, if it does. */
    Explanation explainCloud(Request request) {
        Optional<CloudRegistry> registry = CloudRegistry.of(request.server());
        if (registry.isEmpty()) {
            return new Explanation(new Lookup.Absent(List.of()), List.of());
        }
        List<Reason> steps = new ArrayList<>();
        steps.add(named(registry.get()));
        Lookup answer = unasked(registry.get(), tokens.get(request, registry.get(), Map.of()));
        if (answer instanceof Lookup.Absent(List<Reason> noIdentity)) {
            steps.addAll(noIdentity);
        }
        return new Explanation(answer, steps);
    }

    private Explanation explainForWorkload(Request request, CloudRegistry registry) {
        List<Reason> steps = new ArrayList<>();
        steps.add(new Reason("a workload asks with its own token, so no stored login can be the answer"));
        Optional<Route> route = decisive(request.server()).or(() -> lastWithoutHelper(request.server()));
        if (route.isPresent()) {
            steps.add(decides(route.get()));
            Lookup answer = route.get().target() instanceof Target.Helper
                    ? helperForWorkload(route.get(), registry)
                    : ask(route.get(), request);
            return new Explanation(answer, steps);
        }
        steps.add(named(registry));
        return new Explanation(token(request, Map.of()), steps);
    }

    private static Reason decides(Route route) {
        return new Reason("the route " + route + " in " + route.where() + " decides");
    }

    private static Reason named(CloudRegistry registry) {
        return new Reason("the server's name is that of a registry of " + registry.cloud());
    }

    private Optional<Route> lastWithoutHelper(ServerAddress server) {
        for (Route route : settings.routes()) {
            if (route.last() && !(route.target() instanceof Target.Helper) && route.selects(server)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The route that answers for the server before any store does. */
    Optional<Route> decisive(ServerAddress server) {
        for (Route route : settings.routes()) {
            if (!route.last() && route.selects(server)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The foreign helper of a route, as a store. */
    CredentialStore helper(Target.Helper target) {
        return helpers.apply(target);
    }

    /**
     * Erases the server's credential from the helpers of the last routes too: while one of them knew it, a logout would
     * not be one.
     *
     * @return true when there was something to erase
     */
    boolean eraseFromLastRoutes(ServerAddress server) throws StoreException {
        boolean erased = false;
        for (Route route : settings.routes()) {
            if (route.last() && route.target() instanceof Target.Helper target && route.selects(server)) {
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
            case Target.Tokens target -> token(request, target.options());
            case Target.Deny _ ->
                new Lookup.Unavailable(
                        Kind.REFUSED,
                        new Reason("the route " + route.servers() + " denies credentials for this server"),
                        "");
        };
    }

    /** A helper cannot be told of a workload, so its answer would be the machine's. */
    private static Lookup helperForWorkload(Route route, CloudRegistry registry) {
        return new Lookup.Unavailable(
                Kind.REFUSED,
                new Reason("the route " + route + " in " + route.where()
                        + " leads to a helper, which cannot ask for a workload"),
                "lead it to the cloud: coffer route add " + registry.host() + " --use " + registry.cloud());
    }

    /** A token that somebody asked for by a route or by a helper's name: that nobody is logged in is a failure then. */
    Lookup token(Request request, Map<String, String> options) {
        CloudRegistry registry = CloudRegistry.of(request.server()).orElseThrow();
        Lookup answer = tokens.get(request, registry, options);
        return answer instanceof Lookup.Absent(List<Reason> why) ? nobody(registry, why) : answer;
    }

    /**
     * A token that nobody asked for. A registry that may hold public repositories is then left to be asked without a
     * credential, as on a machine without Coffer; at the others that would end in a riddle.
     */
    private static Lookup unasked(CloudRegistry registry, Lookup answer) {
        return answer instanceof Lookup.Absent(List<Reason> why) && !registry.mayBeAnonymous()
                ? nobody(registry, why)
                : answer;
    }

    private static Lookup nobody(CloudRegistry registry, List<Reason> tried) {
        return new Lookup.Unavailable(
                Kind.REFUSED,
                new Reason("nobody is logged in to " + registry.cloud() + " here, so there is no token for "
                        + registry.host()),
                tried,
                registry.cloud().loginHint());
    }

    private static void note(List<Reason> why, List<Reason> absences, List<Reason> steps) {
        absences.addAll(why);
        steps.addAll(why);
    }
}
