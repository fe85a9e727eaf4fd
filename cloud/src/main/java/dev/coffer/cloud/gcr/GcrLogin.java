package dev.coffer.cloud.gcr;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.Json;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The token that {@code docker-credential-gcr gcr-login} left in {@code docker_credentials.json}. It can be used while it
 * lasts, one hour, and not renewed: its refresh token belongs to that program's own client id.
 */
final class GcrLogin implements TokenSource {
    private static final int MOST_BYTES = 1 << 16;
    private static final Duration LEAST_LIFE = Duration.ofMinutes(1);

    private final Path file;
    private final InstantSource clock;

    /**
     * Makes a source.
     *
     * @param folder gcloud's own
     */
    GcrLogin(Path folder, Environment environment, InstantSource clock) {
        this.file = environment
                .get("DOCKER_CREDENTIAL_GCR_STORE")
                .map(Path::of)
                .orElseGet(() -> folder.resolve("docker_credentials.json"));
        this.clock = clock;
    }

    @Override
    public String name() {
        return "docker-credential-gcr";
    }

    @Override
    public Reply token(Deadline deadline) {
        Optional<byte[]> bytes;
        try {
            bytes = BoundedFile.read(file, MOST_BYTES);
        } catch (IOException unreadable) {
            return new Reply.Failure(Kind.UNREACHABLE, Line.of(String.valueOf(unreadable.getMessage())), "");
        }
        if (bytes.isEmpty()) {
            return new Reply.Nothing("there is no " + Line.of(file.toString()));
        }
        try {
            JsonObject login = Json.object(bytes.get()).getObject("gcrCreds", new JsonObject());
            String token = login.getString("access_token", "");
            Instant end = Instant.parse(login.getString("token_expiry", ""));
            if (token.isEmpty() || end.isBefore(clock.instant().plus(LEAST_LIFE))) {
                return new Reply.Nothing("its login has ended; gcloud auth application-default login lasts");
            }
            return new Reply.Token(Secret.ofText(token), end, "", "its own login");
        } catch (BadJsonException malformed) {
            return new Reply.Nothing("cannot read " + Line.of(file.toString()) + ": " + malformed.getMessage());
        } catch (DateTimeException noEnd) {
            return new Reply.Nothing("its login does not say when it ends");
        }
    }
}
