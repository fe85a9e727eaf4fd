import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.coffer.Answer;
import dev.coffer.ImageCredentials;
import java.util.Optional;

/**
 * Lets jib-core have the credentials that Coffer finds for an image.
 *
 * @param credentials made once and kept: it remembers
 */
record CofferRetriever(ImageCredentials credentials, String image) implements CredentialRetriever {
    /** Jib, too, marks an identity token by the user name {@code <token>}. */
    @Override
    public Optional<Credential> retrieve() throws CredentialRetrievalException {
        return switch (credentials.forImage(image)) {
            case Answer.Found(var found, _, _) ->
                Optional.of(Credential.from(found.username(), found.secret().text()));
            case Answer.Anonymous _ -> Optional.empty();
            case Answer.Failed failed -> throw new CredentialRetrievalException(failed.asException());
        };
    }
}
