package dev.coffer.cloud.gcr;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tokens by a credential file, through Google's library.
 *
 * <p>A service account's key is exchanged for an access token at {@code token_uri}. Google also takes a JWT that is
 * signed with the key as the bearer itself, which saves that call; but such a token tells of a deleted key or a wrong
 * clock only when the registry refuses it, and cannot be used to act as another account.
 */
final class KeyFileSource implements TokenSource {
    /**
     * What the registries document. A file may ask for less: {@code scopes} of an impersonated account, and the roles of
     * the account itself, are where least privilege is set; {@code roles/artifactregistry.reader} is enough to pull.
     */
    static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/cloud-platform");

    private final String name;
    private final Path file;
    private final boolean required;
    private final Environment environment;
    private final GoogleServers servers;
    private final Http http;
    private final InstantSource clock;

    /**
     * Makes a source.
     *
     * @param required true when a missing file is a mistake, because somebody named it
     */
    KeyFileSource(
            String name,
            Path file,
            boolean required,
            Environment environment,
            GoogleServers servers,
            Http http,
            InstantSource clock) {
        this.name = name;
        this.file = file;
        this.required = required;
        this.environment = environment;
        this.servers = servers;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply token(Deadline deadline) {
        try {
            Optional<KeyFile> key = KeyFile.read(file, servers, environment);
            if (key.isPresent()) {
                return token(key.get(), deadline);
            }
        } catch (KeyFile.UnusableException why) {
            return why.failure();
        }
        String missing = "there is no " + Line.of(file.toString());
        return required ? new Reply.Failure(Kind.UNREACHABLE, missing, "") : new Reply.Nothing(missing);
    }

    private Reply token(KeyFile key, Deadline deadline) {
        GoogleTransport transport = new GoogleTransport(http, deadline);
        try {
            GoogleCredentials credentials = key.credentials(transport);
            GoogleCredentials scoped =
                    credentials.createScopedRequired() ? credentials.createScoped(SCOPES) : credentials;
            AccessToken token = scoped.refreshAccessToken();
            return Tokens.of(token, key.identity(), key.type() + " of " + Line.of(file.toString()), clock);
        } catch (IOException | RuntimeException failed) {
            return new LibraryFailure(transport, key.isLogin(), !key.runsProgram())
                    .explain(failed, Line.of(file.toString()));
        }
    }
}
