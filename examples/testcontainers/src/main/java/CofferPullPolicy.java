import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.coffer.ImageCredentials;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.utility.DockerImageName;

/**
 * Pulls an image that is not there with the credential that Coffer finds, so that Testcontainers has nothing left to pull:
 * {@code new GenericContainer<>(image).withImagePullPolicy(new CofferPullPolicy(credentials))}.
 *
 * <p>Testcontainers has no way to replace its own look-up of credentials; a pull policy is what it asks before that.
 *
 * @param credentials made once and kept: it remembers
 */
record CofferPullPolicy(ImageCredentials credentials) implements ImagePullPolicy {
    @Override
    public boolean shouldPull(DockerImageName image) {
        String name = image.asCanonicalNameString();
        var docker = DockerClientFactory.lazyClient();
        try (var inspect = docker.inspectImageCmd(name)) {
            inspect.exec();
            return false;
        } catch (NotFoundException notHere) {
            pull(docker.pullImageCmd(name), name);
            return false;
        }
    }

    private void pull(PullImageCmd command, String name) {
        try (command) {
            CofferAuth.of(credentials, name).ifPresent(command::withAuthConfig);
            command.start().awaitCompletion();
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pulling " + name);
        }
    }
}
