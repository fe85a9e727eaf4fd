package dev.coffer.comparison.peer;

import org.eclipse.jkube.kit.build.api.auth.AuthConfig;
import org.eclipse.jkube.kit.build.api.auth.RegistryAuthConfig;
import org.eclipse.jkube.kit.build.service.docker.auth.DockerRegistryAuthHandler;
import org.eclipse.jkube.kit.common.KitLogger;
import org.eclipse.jkube.kit.config.image.ImageName;

/** Its handler of docker's file. */
final class JkubePeer implements Peer {
    @Override
    public Sent ask(String image) {
        String registry = new ImageName(image).getRegistry();
        AuthConfig config = new DockerRegistryAuthHandler(new KitLogger.SilentLogger())
                .create(RegistryAuthConfig.Kind.PULL, null, registry, password -> password);
        return config == null
                ? Sent.ANONYMOUS
                : new Sent(config.getUsername(), config.getPassword(), config.getIdentityToken(), null);
    }
}
