package dev.coffer.comparison.peer;

import io.fabric8.maven.docker.access.AuthConfig;
import io.fabric8.maven.docker.util.AnsiLogger;
import io.fabric8.maven.docker.util.AuthConfigFactory;
import io.fabric8.maven.docker.util.ImageName;
import java.util.Map;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.settings.Settings;

/** A pull without anything configured in Maven. */
final class DockerMavenPluginPeer implements Peer {
    @Override
    public Sent ask(String image) throws Exception {
        AuthConfigFactory factory = new AuthConfigFactory(request -> {
            throw new IllegalStateException("there is nothing to decrypt");
        });
        factory.setLog(new AnsiLogger(new SystemStreamLog(), false, "false"));
        String registry = new ImageName(image).getRegistry();
        AuthConfig config = factory.createAuthConfig(false, false, Map.of(), new Settings(), null, registry);
        return config == null
                ? Sent.ANONYMOUS
                : new Sent(config.getUsername(), config.getPassword(), config.getIdentityToken(), null);
    }
}
