package dev.coffer.comparison.peer;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import org.jspecify.annotations.Nullable;

/** The client's default configuration. */
final class DockerJavaPeer implements Peer {
    @Override
    public Sent ask(String image) {
        return sent(
                DefaultDockerClientConfig.createDefaultConfigBuilder().build().effectiveAuthConfig(image));
    }

    static Sent sent(@Nullable AuthConfig config) {
        return config == null
                ? Sent.ANONYMOUS
                : new Sent(
                        config.getUsername(),
                        config.getPassword(),
                        config.getIdentitytoken(),
                        config.getRegistrytoken());
    }
}
