package dev.coffer.comparison.peer;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.plugins.common.DefaultCredentialRetrievers;
import java.util.Optional;

/** The retrievers of jib's plugins in their order, without any credential given in the build. */
final class JibPeer implements Peer {
    @Override
    public Sent ask(String image) throws Exception {
        CredentialRetrieverFactory factory =
                CredentialRetrieverFactory.forImage(ImageReference.parse(image), event -> {});
        for (CredentialRetriever retriever :
                DefaultCredentialRetrievers.init(factory).asList()) {
            Optional<Credential> found = retriever.retrieve();
            if (found.isPresent()) {
                return JibCorePeer.sent(found);
            }
        }
        return Sent.ANONYMOUS;
    }
}
