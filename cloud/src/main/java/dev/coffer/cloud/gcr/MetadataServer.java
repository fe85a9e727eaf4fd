package dev.coffer.cloud.gcr;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.Json;
import dev.coffer.cloud.servers.MetadataProbe;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tokens of the service account of this virtual machine, GKE workload, Cloud Run service or Cloud Build step.
 *
 * <p>A token with little life left is taken: GKE's server hands out such a one while it fetches the next, and who insists
 * on more fails in between (docker-credential-gcr issue 182).
 */
final class MetadataServer implements TokenSource {
    /** Its address, so that no name service is asked on machines that are not Google's. */
    private static final String ADDRESS = "169.254.169.254";

    private static final String ACCOUNT = "/computeMetadata/v1/instance/service-accounts/default/";
    private static final String FLAVOR = "Metadata-Flavor";
    private static final String GOOGLE = "Google";

    /** Under load it answers late or with 429 and 503 (docker-credential-gcr issues 72 and 75). */
    private static final int MOST_TRIES = 3;

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Environment environment;
    private final GoogleServers servers;
    private final Http http;
    private final MetadataProbe probe;
    private final InstantSource clock;

    MetadataServer(
            Environment environment, GoogleServers servers, Http http, MetadataProbe probe, InstantSource clock) {
        this.environment = environment;
        this.servers = servers;
        this.http = http;
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "metadata server";
    }

    @Override
    public Reply token(Deadline deadline) {
        if (environment.get("NO_GCE_CHECK").filter("true"::equalsIgnoreCase).isPresent()) {
            return new Reply.Nothing("not asked because of NO_GCE_CHECK");
        }
        Optional<String> named = environment.get("GCE_METADATA_HOST");
        URI server;
        try {
            server = new URI("http://" + named.orElse(ADDRESS));
        } catch (URISyntaxException malformed) {
            return new Reply.Failure(Kind.REFUSED, "GCE_METADATA_HOST is no host", "");
        }
        if (named.isPresent()) {
            Optional<GoogleServers.Objection> objection =
                    servers.toSubjectServer(server.toString(), "GCE_METADATA_HOST");
            if (objection.isPresent()) {
                return new Reply.Failure(
                        Kind.REFUSED, objection.get().text(), objection.get().remedy());
            }
        } else {
            Optional<String> absence = probe.absence("google", call(server, "/"));
            if (absence.isPresent()) {
                return new Reply.Nothing(absence.get());
            }
        }
        try {
            return token(server, deadline);
        } catch (HttpFailure failure) {
            Kind kind = failure.kind() == HttpFailure.Kind.TIMEOUT ? Kind.TIMEOUT : Kind.UNREACHABLE;
            return new Reply.Failure(kind, String.valueOf(failure.getMessage()), failure.remedy());
        }
    }

    private Reply token(URI server, Deadline deadline) throws HttpFailure {
        Answer answer = ask(server, ACCOUNT + "token", deadline);
        if (!answer.header(FLAVOR).orElse("").equals(GOOGLE)) {
            return new Reply.Nothing("the one of this machine is not Google's");
        }
        if (answer.status() == 404) {
            return new Reply.Nothing("this machine has no service account");
        }
        if (answer.status() != 200) {
            return new Reply.Failure(
                    isBusy(answer) ? Kind.UNREACHABLE : Kind.REFUSED,
                    "it answered " + answer.status() + ": "
                            + Line.of(new String(answer.body(), StandardCharsets.UTF_8)),
                    "");
        }
        JsonObject body;
        try {
            body = Json.object(answer.body());
        } catch (BadJsonException malformed) {
            return new Reply.Failure(Kind.DAMAGED, "cannot read its answer: " + malformed.getMessage(), "");
        }
        String token = body.getString("access_token", "");
        if (token.isEmpty() || !body.isNumber("expires_in")) {
            return new Reply.Failure(Kind.DAMAGED, "its answer holds no token, or not when that ends", "");
        }
        String email = email(server, deadline);
        return new Reply.Token(
                Secret.ofText(token),
                clock.instant().plusSeconds(body.getInt("expires_in")),
                email,
                "service account " + (email.isEmpty() ? "default" : email));
    }

    /** Whose token it is; worth a question, but no failure. */
    private String email(URI server, Deadline deadline) {
        try {
            Answer answer = ask(server, ACCOUNT + "email", deadline);
            return answer.status() == 200 ? Line.of(new String(answer.body(), StandardCharsets.UTF_8)) : "";
        } catch (HttpFailure unknown) {
            return "";
        }
    }

    private Answer ask(URI server, String path, Deadline deadline) throws HttpFailure {
        for (int tries = 1; ; tries++) {
            boolean last = tries == MOST_TRIES || deadline.left().compareTo(PATIENCE) < 0;
            try {
                Answer answer = http.send(call(server, path), shorter(PATIENCE, deadline.left()));
                if (last || !isBusy(answer)) {
                    return answer;
                }
            } catch (HttpFailure failure) {
                if (last) {
                    throw failure;
                }
            }
            pause();
        }
    }

    private static boolean isBusy(Answer answer) {
        return answer.status() == 429 || answer.status() >= 500;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException end) {
            // The next request sees it and ends at once.
            Thread.currentThread().interrupt();
        }
    }

    private static Call call(URI server, String path) {
        return Call.get(server.resolve(path)).with(FLAVOR, GOOGLE).direct();
    }
}
