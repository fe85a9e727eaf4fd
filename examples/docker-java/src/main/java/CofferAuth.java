import com.github.dockerjava.api.model.AuthConfig;
import dev.coffer.Answer;
import dev.coffer.ImageCredentials;
import java.util.Optional;

/** Puts an answer of Coffer's into docker-java's own form. */
final class CofferAuth {
    private CofferAuth() {}

    /**
     * What a {@code PullImageCmd} or {@code PushImageCmd} takes.
     *
     * @return empty when the registry is to be asked without a credential
     */
    static Optional<AuthConfig> of(ImageCredentials credentials, String image) {
        return switch (credentials.forImage(image)) {
            case Answer.Found(var found, _, _) -> {
                String secret = found.secret().text();
                // The engine takes the address of the registry from the image.
                yield Optional.of(
                        found.isIdentityToken()
                                ? new AuthConfig().withIdentityToken(secret)
                                : new AuthConfig().withUsername(found.username()).withPassword(secret));
            }
            case Answer.Anonymous _ -> Optional.empty();
            case Answer.Failed failed -> throw new IllegalStateException(failed.asException());
        };
    }
}
