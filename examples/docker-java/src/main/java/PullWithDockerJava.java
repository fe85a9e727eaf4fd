import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.coffer.RegistryCredentials;

/** Pulls an image: {@code mvn compile exec:java -Dexec.args=IMAGE}, with the engine that {@code DOCKER_HOST} names. */
final class PullWithDockerJava {
    public static void main(String[] args) throws Exception {
        String image = args[0];
        RegistryCredentials credentials = RegistryCredentials.load();
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .build();
        try (var docker = DockerClientImpl.getInstance(config, http);
                var pull = docker.pullImageCmd(image)) {
            CofferAuth.of(credentials, image).ifPresent(pull::withAuthConfig);
            pull.start().awaitCompletion();
        }
        System.out.println("pulled " + image);
    }
}
