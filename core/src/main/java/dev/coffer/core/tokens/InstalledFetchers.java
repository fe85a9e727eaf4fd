package dev.coffer.core.tokens;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenFetcher;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The fetchers of this installation: the program beside our own, else, in a library, those on its class path or module
 * path.
 */
final class InstalledFetchers implements TokenPort {
    private static final String PROGRAM = "coffer-cloud";

    /** The start script of the JVM delivery names itself in this property. */
    private static final String LAUNCHER_PROPERTY = "coffer.launcher";

    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    private final Environment environment;

    InstalledFetchers(Environment environment) {
        this.environment = environment;
    }

    @Override
    public TokenAnswer fetch(Cloud cloud, TokenOrder order) {
        return switch (search()) {
            case Search.Found(var program) -> new FetcherProgram(program, environment).fetch(cloud, order);
            case Search.Refused(var reason) ->
                new TokenAnswer.Failed(
                        Kind.REFUSED,
                        "the program that fetches tokens is not run: " + reason,
                        List.of(),
                        "reinstall coffer, or mend the owner and the mode");
            case Search.Missing() -> fetchHere(cloud, order);
        };
    }

    private static TokenAnswer fetchHere(Cloud cloud, TokenOrder order) {
        for (TokenFetcher fetcher : ServiceLoader.load(TokenFetcher.class)) {
            if (fetcher.cloud() == cloud) {
                return fetcher.fetch(order);
            }
        }
        return new TokenAnswer.Failed(
                Kind.UNREACHABLE,
                "this installation of coffer has no part that fetches tokens of " + cloud,
                List.of(),
                "install coffer whole: " + PROGRAM + " belongs into lib/coffer beside its bin folder");
    }

    private static Search search() {
        Optional<Path> folder = programFolder();
        return folder.isEmpty()
                ? new Search.Missing()
                : ProgramFinder.on(folder.get().toString()).find(PROGRAM);
    }

    private static Optional<Path> programFolder() {
        String launcher = System.getProperty(LAUNCHER_PROPERTY);
        try {
            Path ourselves = (launcher == null ? EXECUTABLE : Path.of(launcher)).toRealPath();
            return Optional.of(ourselves.resolve("../../lib/coffer").normalize());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
