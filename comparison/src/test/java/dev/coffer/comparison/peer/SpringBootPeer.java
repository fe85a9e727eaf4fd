package dev.coffer.comparison.peer;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.buildpack.platform.docker.configuration.DockerRegistryAuthentication;
import org.springframework.boot.buildpack.platform.docker.type.ImageReference;
import org.springframework.util.function.SingletonSupplier;

/** The header that the build image plugins send to the engine when nothing is configured for the registry. */
final class SpringBootPeer implements Peer {
    private static final String ROOM = "org.springframework.boot.buildpack.platform.docker.configuration.";

    @Override
    public Sent ask(String image) throws Exception {
        forget();
        String header = DockerRegistryAuthentication.configuration(null, (message, failure) -> {})
                .getAuthHeader(ImageReference.of(image));
        if (header == null) {
            return Sent.ANONYMOUS;
        }
        String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
        JsonObject sent = JsonParser.object().from(json);
        return new Sent(text(sent, "username"), text(sent, "password"), text(sent, "identitytoken"), null);
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.getString(name, null);
    }

    private static void forget() throws ReflectiveOperationException {
        Object answers =
                Statics.get(Class.forName(ROOM + "DockerRegistryConfigAuthentication"), "credentialFromHelperCache");
        ((Map<?, ?>) answers).clear();
        Object file = Statics.get(
                Class.forName(ROOM + "DockerConfigurationMetadata"), "systemEnvironmentConfigurationMetadata");
        Statics.forget(SingletonSupplier.class, file, "singletonInstance");
        Statics.reset(SingletonSupplier.class, file, "initialized");
    }
}
