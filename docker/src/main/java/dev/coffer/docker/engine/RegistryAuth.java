package dev.coffer.docker.engine;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.JsonWriter;
import java.util.Optional;

/**
 * What the header {@code X-Registry-Auth} says: base64url with padding of a JSON object whose six members are omitted
 * when they are empty. A client without a credential sends {@link #ANONYMOUS}.
 */
public record RegistryAuth(
        Optional<String> username,
        Optional<Secret> password,
        Optional<Secret> auth,
        Optional<String> serverAddress,
        Optional<Secret> identityToken,
        Optional<Secret> registryToken) {
    /** No credential. */
    public static final RegistryAuth ANONYMOUS = new RegistryAuth(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";
    private static final String AUTH = "auth";
    private static final String SERVER_ADDRESS = "serveraddress";
    private static final String IDENTITY_TOKEN = "identitytoken";
    private static final String REGISTRY_TOKEN = "registrytoken";

    /**
     * What the docker CLI sends for a credential that a helper gave it.
     *
     * @param serverAddress the key under which the credential is kept
     */
    public static RegistryAuth of(String serverAddress, Credential credential) {
        boolean token = credential.isIdentityToken();
        return new RegistryAuth(
                token ? Optional.empty() : Optional.of(credential.username()),
                token ? Optional.empty() : Optional.of(credential.secret()),
                Optional.empty(),
                Optional.of(serverAddress),
                token ? Optional.of(credential.secret()) : Optional.empty(),
                Optional.empty());
    }

    /**
     * Reads the header's value. Members are found without regard to case and unknown ones ignored; padding may be
     * missing and the standard alphabet is taken too. An empty value is {@link #ANONYMOUS}.
     *
     * @throws InvalidRegistryAuthException when it is not such a value
     */
    public static RegistryAuth decode(String header) {
        return header.isEmpty() ? ANONYMOUS : of(HeaderCode.decode(header));
    }

    /** The header's value. */
    public String encode() {
        try (JsonWriter json = new JsonWriter()) {
            writeTo(json);
            return HeaderCode.encode(json);
        }
    }

    static RegistryAuth of(JsonObject object) {
        return new RegistryAuth(
                text(object, USERNAME),
                text(object, PASSWORD).map(Secret::ofText),
                text(object, AUTH).map(Secret::ofText),
                text(object, SERVER_ADDRESS),
                text(object, IDENTITY_TOKEN).map(Secret::ofText),
                text(object, REGISTRY_TOKEN).map(Secret::ofText));
    }

    void writeTo(JsonWriter json) {
        json.beginObject();
        username.ifPresent(value -> write(json, USERNAME, Secret.ofText(value)));
        password.ifPresent(value -> write(json, PASSWORD, value));
        auth.ifPresent(value -> write(json, AUTH, value));
        serverAddress.ifPresent(value -> write(json, SERVER_ADDRESS, Secret.ofText(value)));
        identityToken.ifPresent(value -> write(json, IDENTITY_TOKEN, value));
        registryToken.ifPresent(value -> write(json, REGISTRY_TOKEN, value));
        json.endObject();
    }

    private static void write(JsonWriter json, String name, Secret value) {
        if (!value.isEmpty()) {
            json.name(name).string(value.copyBytes());
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        Optional<JsonValue> member = object.getIgnoringCase(name);
        if (member.isEmpty() || member.get() instanceof JsonNull) {
            return Optional.empty();
        }
        if (member.get() instanceof JsonString string) {
            return string.value().isEmpty() ? Optional.empty() : Optional.of(string.value());
        }
        throw new InvalidRegistryAuthException(name + " is " + member.get().describe() + ", not a string");
    }
}
