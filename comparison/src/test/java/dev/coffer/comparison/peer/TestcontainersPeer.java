package dev.coffer.comparison.peer;

import java.lang.reflect.Constructor;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientConfig;
import org.testcontainers.utility.RegistryAuthLocator;

/** The configuration that Testcontainers puts around docker-java's: its own look-up, and docker-java's behind it. */
final class TestcontainersPeer implements Peer {
    private static final String CONFIGURATION = "org.testcontainers.dockerclient.AuthDelegatingDockerClientConfig";

    @Override
    public Sent ask(String image) throws Exception {
        Statics.forget(RegistryAuthLocator.class, null, "instance");
        Constructor<?> constructor = Class.forName(CONFIGURATION).getDeclaredConstructor(DockerClientConfig.class);
        constructor.setAccessible(true);
        DockerClientConfig config = (DockerClientConfig) constructor.newInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder().build());
        return DockerJavaPeer.sent(config.effectiveAuthConfig(image));
    }
}
