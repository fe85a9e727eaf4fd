import dev.coffer.RegistryCredentials;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** Has Testcontainers get an image as it does before it starts a container: {@code mvn compile exec:java -Dexec.args=IMAGE}. */
final class PullForTestcontainers {
    public static void main(String[] args) throws Exception {
        var policy = new CofferPullPolicy(RegistryCredentials.load());
        var image = new RemoteDockerImage(DockerImageName.parse(args[0])).withImagePullPolicy(policy);
        System.out.println("pulled " + image.get());
    }
}
