import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import dev.coffer.RegistryCredentials;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds an image of nothing but a label and pushes it: {@code mvn compile exec:java -Dexec.args=IMAGE}. */
final class PushWithJib {
    public static void main(String[] args) throws Exception {
        String image = args[0];
        RegistryCredentials credentials = RegistryCredentials.load();
        Path cache = Files.createDirectories(Path.of("target/jib-cache"));
        var pushed = Jib.fromScratch()
                .addLabel("made.by", "coffer")
                .containerize(Containerizer.to(
                                RegistryImage.named(image).addCredentialRetriever(new CofferRetriever(credentials, image)))
                        .setBaseImageLayersCache(cache)
                        .setApplicationLayersCache(cache)
                        .setAllowInsecureRegistries(image.startsWith("127.0.0.1:")));
        System.out.println("pushed " + image + " " + pushed.getDigest());
    }
}
