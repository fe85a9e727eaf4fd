package dev.coffer.kubernetes.kubelet;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.coffer.api.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What the kubelet is answered: {@code CredentialProviderResponse}, in the version that was asked and with no field that
 * the kubelet, which decodes strictly, does not know.
 */
public final class PluginResponse {
    private final PluginVersion version;
    private final AnswerScope scope;
    private final Optional<Credential> credential;

    private PluginResponse(PluginVersion version, AnswerScope scope, Optional<Credential> credential) {
        this.version = version;
        this.scope = scope;
        this.credential = credential;
    }

    /**
     * An answer with a credential.
     *
     * @throws UnusableCredentialException when it is an identity token, for which the protocol has no field, or the
     *     password is not UTF-8
     */
    public static PluginResponse found(PluginVersion version, AnswerScope scope, Credential credential)
            throws UnusableCredentialException {
        if (credential.isIdentityToken()) {
            throw new UnusableCredentialException(
                    "the stored credential is an identity token, and a kubelet takes user names and passwords only");
        }
        if (!credential.secret().isText()) {
            throw new UnusableCredentialException("the stored password is not text, and a kubelet takes text only");
        }
        return new PluginResponse(version, scope, Optional.of(credential));
    }

    /**
     * A valid answer without credentials: the kubelet goes on with its other sources.
     *
     * @param keep how long the kubelet may go on without asking for this image again; zero when it should not
     */
    public static PluginResponse none(PluginRequest request, Duration keep) {
        AnswerScope scope = new AnswerScope("", CacheKeyType.IMAGE, Optional.of(keep));
        return new PluginResponse(request.version(), scope, Optional.empty());
    }

    /** The answer as one line of JSON. It holds the password: it is for standard output alone. */
    public byte[] toJson() {
        JsonStringWriter json = JsonWriter.string()
                .object()
                .value("kind", "CredentialProviderResponse")
                .value("apiVersion", version.apiVersion())
                .value("cacheKeyType", scope.cacheKeyType().text());
        if (scope.cacheDuration().isPresent()) {
            json.value("cacheDuration", GoDuration.format(scope.cacheDuration().get()));
        }
        json.object("auth");
        if (credential.isPresent()) {
            json.object(scope.key())
                    .value("username", credential.get().username())
                    .value("password", credential.get().secret().text())
                    .end();
        }
        String line = json.end().end().done();
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "PluginResponse[" + version + ", " + scope + ", " + credential + "]";
    }
}
