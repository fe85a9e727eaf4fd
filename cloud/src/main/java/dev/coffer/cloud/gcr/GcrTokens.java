package dev.coffer.cloud.gcr;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.Attempt;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenFetcher;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.MetadataProbe;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Access tokens for Google Container Registry and Artifact Registry.
 *
 * <p>A workload's own token decides alone, else the route's {@code key-file}. Without it, in this order:
 *
 * <ol>
 *   <li>application-default credentials, as Google's libraries find them: the file in {@code
 *       GOOGLE_APPLICATION_CREDENTIALS}, then {@code application_default_credentials.json} in gcloud's folder;
 *   <li>what docker-credential-gcr's own login left, while it lasts;
 *   <li>gcloud's login. It stands before the metadata server because a person made it on purpose, while the service
 *       account of a machine is there whoever uses the machine; who used {@code gcloud auth configure-docker} keeps
 *       the identity that they had;
 *   <li>the metadata server.
 * </ol>
 *
 * <p>The first source that is set up decides: if it fails, no other one is asked, because that would be another identity.
 * With {@code impersonate}, its token is exchanged for one of that service account.
 */
public final class GcrTokens implements TokenFetcher {
    /** What registries take as the user name of an access token. */
    private static final String USERNAME = "oauth2accesstoken";

    /** A token that ends sooner would end on the way. */
    private static final Duration LEAST_LIFE = Duration.ofSeconds(10);

    private static final String WELL_KNOWN = "application_default_credentials.json";
    private static final String LOGIN = "gcloud auth application-default login";

    private final Environment environment;
    private final InstantSource clock;

    /** Fetches by the environment of this process. */
    public GcrTokens() {
        this(Environment.ofProcess(), InstantSource.system());
    }

    GcrTokens(Environment environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Cloud cloud() {
        return Cloud.GCR;
    }

    @Override
    public TokenAnswer fetch(TokenOrder order) {
        if (!(CloudRegistry.of(order.server()).orElse(null) instanceof CloudRegistry.Gcr)) {
            return refused("this server is no registry of Google's, so none of Google's tokens may go there", "");
        }
        List<Attempt> tried = new CopyOnWriteArrayList<>();
        // Google's library waits between its tries without asking anybody; so it is watched from outside.
        FutureTask<TokenAnswer> task = new FutureTask<>(() -> answer(order, tried));
        Thread.ofPlatform().daemon().name("google-token").start(task);
        try {
            return task.get(order.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            return late(order, tried);
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return late(order, tried);
        } catch (ExecutionException defect) {
            throw new IllegalStateException("fetching a token of Google's failed unexpectedly", defect.getCause());
        }
    }

    private TokenAnswer answer(TokenOrder order, List<Attempt> tried) {
        Deadline deadline = Deadline.after(order.limit());
        Optional<String> account = Optional.ofNullable(order.options().get(Cloud.Option.IMPERSONATE))
                .or(() -> order.workload().flatMap(workload -> workload.annotation(Cloud.Annotation.IMPERSONATE)));
        if (account.isPresent() && !Impersonation.isAccount(account.get())) {
            return refused(
                    "the account to impersonate is not the e-mail address of a service account",
                    "set it to NAME@PROJECT.iam.gserviceaccount.com");
        }
        try (Http http = Http.of(environment, "cloud")) {
            List<TokenSource> sources = sources(order, http);
            for (TokenSource source : sources) {
                Reply reply = usable(source.token(deadline));
                tried.add(new Attempt(source.name(), reply.said()));
                switch (reply) {
                    case Reply.Nothing nothing -> {}
                    case Reply.Failure failure -> {
                        return failed(source.name(), failure, tried);
                    }
                    case Reply.Token token -> {
                        return account.isPresent()
                                ? impersonated(new Impersonation(account.get(), http, clock), token, deadline, tried)
                                : fetched(token, tried);
                    }
                }
            }
        } catch (NoHomeException none) {
            return refused(String.valueOf(none.getMessage()), "");
        } catch (InvalidPathException noPath) {
            return refused("the name of a key file cannot be one: " + Line.of(noPath.getReason()), "");
        }
        return new TokenAnswer.Absent(tried, LOGIN + ", or set key-file on a route");
    }

    private TokenAnswer impersonated(
            Impersonation impersonation, Reply.Token own, Deadline deadline, List<Attempt> tried) {
        Reply reply = usable(impersonation.token(own, deadline));
        own.value().close();
        tried.add(new Attempt(impersonation.name(), reply.said()));
        return switch (reply) {
            case Reply.Token token -> fetched(token, tried);
            case Reply.Failure failure -> failed(impersonation.name(), failure, tried);
            case Reply.Nothing nothing -> refused(nothing.said(), "");
        };
    }

    private List<TokenSource> sources(TokenOrder order, Http http) throws NoHomeException {
        if (order.workload().isPresent()) {
            Optional<String> provider = Optional.ofNullable(order.options().get(Cloud.Option.AUDIENCE));
            return List.of(new PodIdentity(order.workload().get(), provider, http, clock));
        }
        GoogleServers servers = new GoogleServers(order.allowedHosts());
        Optional<String> keyFile = Optional.ofNullable(order.options().get(Cloud.Option.KEY_FILE));
        if (keyFile.isPresent()) {
            if (!Path.of(keyFile.get()).isAbsolute()) {
                throw new InvalidPathException(keyFile.get(), "key-file has to be an absolute path");
            }
            return List.of(keyFile(Cloud.Option.KEY_FILE, keyFile.get(), servers, http));
        }
        Places places = Places.of(environment);
        Path folder = environment.get("CLOUDSDK_CONFIG").map(Path::of).orElseGet(() -> places.home()
                .resolve(".config/gcloud"));
        List<TokenSource> sources = new ArrayList<>();
        String variable = "GOOGLE_APPLICATION_CREDENTIALS";
        Optional<String> named = environment.get(variable);
        sources.add(named.isPresent() ? keyFile(variable, named.get(), servers, http) : new Unset(variable));
        sources.add(new KeyFileSource(
                "application-default credentials",
                folder.resolve(WELL_KNOWN),
                false,
                environment,
                servers,
                http,
                clock));
        sources.add(new GcrLogin(folder, environment, clock));
        sources.add(new GcloudLogin(folder, environment, clock));
        MetadataProbe probe = new MetadataProbe(http, places.data().resolve("cache"), clock);
        sources.add(new MetadataServer(environment, servers, http, probe, clock));
        return sources;
    }

    private TokenSource keyFile(String name, String file, GoogleServers servers, Http http) {
        return new KeyFileSource(name, Path.of(file), true, environment, servers, http, clock);
    }

    /** Turns a token away that has ended, or ends before it can be used. */
    private Reply usable(Reply reply) {
        if (reply instanceof Reply.Token token
                && token.expires().isBefore(clock.instant().plus(LEAST_LIFE))) {
            token.value().close();
            return new Reply.Failure(
                    Kind.EXPIRED, "the token has ended already, or ends now", "see whether the clock is right");
        }
        return reply;
    }

    private static TokenAnswer fetched(Reply.Token token, List<Attempt> tried) {
        return new TokenAnswer.Fetched(USERNAME, token.value(), token.expires(), token.identity(), tried);
    }

    private static TokenAnswer failed(String source, Reply.Failure failure, List<Attempt> tried) {
        return new TokenAnswer.Failed(failure.kind(), source + ": " + failure.said(), tried, failure.whatToDo());
    }

    private static TokenAnswer refused(String why, String whatToDo) {
        return new TokenAnswer.Failed(Kind.REFUSED, why, List.of(), whatToDo);
    }

    private static TokenAnswer late(TokenOrder order, List<Attempt> tried) {
        return new TokenAnswer.Failed(
                Kind.TIMEOUT,
                "Google gave no token within " + order.limit().toMillis() + " ms",
                tried,
                "see whether this machine reaches oauth2.googleapis.com");
    }

    /** A variable that would name a file. */
    private record Unset(String name) implements TokenSource {
        @Override
        public Reply token(Deadline deadline) {
            return new Reply.Nothing("is not set");
        }
    }
}
