package dev.coffer.comparison.peer;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.util.Optional;

/** {@code dockerConfig()}, which is what an embedding program is told to use. */
final class JibCorePeer implements Peer {
    @Override
    public Sent ask(String image) throws Exception {
        return sent(CredentialRetrieverFactory.forImage(ImageReference.parse(image), event -> {})
                .dockerConfig()
                .retrieve());
    }

    static Sent sent(Optional<Credential> found) {
        if (found.isEmpty()) {
            return Sent.ANONYMOUS;
        }
        Credential credential = found.get();
        return credential.isOAuth2RefreshToken()
                ? new Sent(null, null, credential.getPassword(), null)
                : Sent.of(credential.getUsername(), credential.getPassword());
    }
}
