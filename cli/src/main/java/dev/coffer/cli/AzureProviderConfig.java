package dev.coffer.cli;

import dev.coffer.docker.json.JsonBoolean;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Azure's own credential provider is told by its one argument: the cloud configuration of a node ({@code azure.json}),
 * of which the identity counts here.
 *
 * <p>A client secret in that file is refused: to use it would mean to copy it into the environment of a process.
 */
final class AzureProviderConfig {
    static final String PROVIDER = "acr-credential-provider";

    private static final int MAX_BYTES = 1 << 20;

    private AzureProviderConfig() {}

    /**
     * The environment with the identity that the file names.
     *
     * @throws IOException when the file cannot be read, is no JSON object, or holds a client secret
     */
    static Environment apply(String[] args, Environment environment) throws IOException {
        Optional<String> file = positional(args);
        if (file.isEmpty()) {
            return environment;
        }
        Path path = Path.of(file.get());
        JsonObject config = read(path);
        Map<String, String> variables = new HashMap<>(environment.variables());
        text(config, "tenantId").ifPresent(tenant -> variables.put("AZURE_TENANT_ID", tenant));
        if (isManaged(config)) {
            Optional<String> identity = text(config, "userAssignedIdentityID");
            if (identity.isPresent() && identity.get().startsWith("/")) {
                throw new IOException(path + " names its managed identity by a resource id; name it by its client id");
            }
            identity.ifPresent(client -> variables.put("AZURE_CLIENT_ID", client));
        } else if (text(config, "aadClientSecret").isPresent()) {
            throw new IOException(path + " holds a client secret, which is not read from there; give the node a managed"
                    + " identity, or set AZURE_CLIENT_ID and AZURE_CLIENT_SECRET in the provider's env");
        }
        return new Environment(variables);
    }

    /** The first argument that is no option; the options of Azure's provider each take a value. */
    private static Optional<String> positional(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("-")) {
                return Optional.of(args[i]);
            }
            if (args[i].indexOf('=') < 0) {
                i++;
            }
        }
        return Optional.empty();
    }

    private static JsonObject read(Path path) throws IOException {
        byte[] bytes = BoundedFile.read(path, MAX_BYTES)
                .orElseThrow(() -> new IOException("there is no cloud configuration " + path));
        try {
            if (JsonReader.readFirst(new String(bytes, StandardCharsets.UTF_8)) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJsonException malformed) {
            throw new IOException(path + " is not JSON: " + malformed.getMessage());
        }
        throw new IOException(path + " is no JSON object");
    }

    private static boolean isManaged(JsonObject config) {
        Optional<JsonValue> managed = config.getIgnoringCase("useManagedIdentityExtension");
        return managed.isPresent() && managed.get() instanceof JsonBoolean flag && flag.value();
    }

    /** The member's text; {@code msi} stands where there is none. */
    private static Optional<String> text(JsonObject config, String name) {
        Optional<JsonValue> member = config.getIgnoringCase(name);
        return member.isPresent()
                        && member.get() instanceof JsonString text
                        && !text.value().isEmpty()
                        && !text.value().equals("msi")
                ? Optional.of(text.value())
                : Optional.empty();
    }
}
