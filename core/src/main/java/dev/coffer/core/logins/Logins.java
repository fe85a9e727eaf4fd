package dev.coffer.core.logins;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Explanation;
import dev.coffer.docker.containers.RegistriesConf;
import dev.coffer.docker.helper.HelperTrace;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All the logins of this user on this machine, in this order: Coffer's routes and store; docker's variable and file, in
 * each the helper before the entries; podman's; then the tokens of clouds.
 */
public final class Logins {
    private final Environment environment;
    private final Memory memory;
    private final Helpers helpers;
    private final boolean passesOverFailures;
    private final LoginSource all;

    private Logins(Environment environment, Memory memory, HelperTrace trace, boolean passesOverFailures) {
        this.environment = environment;
        this.memory = memory;
        this.helpers = new Helpers(environment, memory.limit(), trace);
        this.passesOverFailures = passesOverFailures;
        this.all = all();
    }

    /**
     * Names the places; none is looked at before somebody asks.
     *
     * @param passesOverFailures whether a place that cannot answer is taken for one that has nothing
     */
    public static Logins of(Environment environment, Memory memory, HelperTrace trace, boolean passesOverFailures) {
        return new Logins(environment, memory, trace, passesOverFailures);
    }

    /** The login for a server, or for a path below it, and the way to it. */
    public Explanation find(ServerAddress server) {
        List<Reason> steps = new ArrayList<>();
        Optional<Lookup> answer = all.find(server, steps);
        return new Explanation(answer.orElseGet(() -> new Lookup.Absent(List.copyOf(steps))), steps);
    }

    private LoginSource all() {
        List<LoginSource> sources = new ArrayList<>();
        try {
            Places places = Places.of(environment);
            Watched<CofferState> coffer = CofferState.watch(environment, places, memory);
            sources.add(new CofferLogins(coffer, memory.limit()));
            addDocker(sources, Optional.of(places.home()));
            sources.add(containers(places.home()));
            sources.add(new CloudTokens(coffer, memory.limit()));
        } catch (NoHomeException homeless) {
            sources.clear();
            Reason why = new Reason(String.valueOf(homeless.getMessage()));
            sources.add((_, steps) -> {
                steps.add(why);
                return Optional.empty();
            });
            addDocker(sources, Optional.empty());
            sources.add(authFiles(Optional.empty()));
        }
        return chain(sources);
    }

    private LoginSource chain(List<LoginSource> sources) {
        return new Chain(sources, passesOverFailures);
    }

    private void addDocker(List<LoginSource> sources, Optional<Path> home) {
        environment
                .get("DOCKER_AUTH_CONFIG")
                .ifPresent(value -> add(sources, LoginPlace.variable("DOCKER_AUTH_CONFIG", value, memory), true));
        named("DOCKER_CONFIG", Path.of("config.json"))
                .or(() -> home.map(folder -> LoginPlace.file(folder.resolve(".docker/config.json"), memory)))
                .ifPresent(place -> add(sources, place, true));
    }

    private LoginSource containers(Path home) throws NoHomeException {
        return new ContainersLogins(
                RegistriesConf.of(environment), authFiles(Optional.of(home)), helpers, memory, this::chain);
    }

    /** An explicit file is the only one, as since version 5.24 of containers/image. */
    private LoginSource authFiles(Optional<Path> home) {
        List<LoginSource> sources = new ArrayList<>();
        Optional<LoginPlace> explicit = named("REGISTRY_AUTH_FILE", Path.of(""));
        if (explicit.isPresent()) {
            add(sources, explicit.get(), false);
            return chain(sources);
        }
        Path file = Path.of("containers/auth.json");
        named("XDG_RUNTIME_DIR", file).or(this::systemRuntimeFile).ifPresent(place -> add(sources, place, false));
        named("XDG_CONFIG_HOME", file)
                .or(() -> home.map(
                        folder -> LoginPlace.file(folder.resolve(".config").resolve(file), memory)))
                .ifPresent(place -> add(sources, place, false));
        home.ifPresent(folder -> add(sources, LoginPlace.legacyFile(folder.resolve(".dockercfg"), memory), false));
        return chain(sources);
    }

    private Optional<LoginPlace> systemRuntimeFile() {
        try {
            String user = Integer.toUnsignedString(EffectiveUser.uid());
            return Optional.of(LoginPlace.file(Path.of("/run/containers", user, "auth.json"), memory));
        } catch (IOException unknownUser) {
            return Optional.empty();
        }
    }

    /** The file below the folder that a variable names. */
    private Optional<LoginPlace> named(String variable, Path file) {
        return environment.get(variable).map(value -> {
            try {
                return LoginPlace.file(Path.of(value).resolve(file), memory);
            } catch (InvalidPathException noName) {
                return LoginPlace.misnamed(variable);
            }
        });
    }

    private void add(List<LoginSource> sources, LoginPlace place, boolean withCredsStore) {
        sources.add(new FileHelpers(place, withCredsStore, helpers));
        sources.add(new FileEntries(place, memory.clock()));
    }
}
