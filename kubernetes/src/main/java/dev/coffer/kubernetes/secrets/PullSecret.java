package dev.coffer.kubernetes.secrets;

import dev.coffer.api.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pull secret to be written, field by field as {@code kubectl create secret docker-registry} of kubectl 1.34 does it
 * (older ones add {@code creationTimestamp: null}). The same logins always give the same bytes.
 *
 * @param name the name of the object
 * @param namespace its namespace; without one kubectl takes that of its context
 * @param logins at least one; each server once
 * @param type the form of the content
 */
public record PullSecret(String name, Optional<String> namespace, List<ServerLogin> logins, SecretType type) {
    /**
     * The annotation with the time, in RFC 3339, at which the first of the credentials in the secret expires. Kubernetes
     * does nothing with it; people and monitoring read it.
     */
    public static final String EXPIRES_ANNOTATION = "coffer.dev/expires";

    /** @throws PullSecretException when a name is against the rules of Kubernetes or the same server comes twice */
    public PullSecret {
        ObjectName.checked("secret", name);
        namespace.ifPresent(ObjectName::checkedNamespace);
        if (logins.isEmpty()) {
            throw new PullSecretException("a pull secret needs at least one server");
        }
        Set<String> keys = new HashSet<>();
        for (ServerLogin login : logins) {
            if (!keys.add(login.server().identity())) {
                throw new PullSecretException(
                        "the server " + login.server() + " is named twice; a pull secret has one credential a server");
            }
        }
        // kubectl's encoder sorts the keys of the map.
        logins = logins.stream().sorted(Comparator.comparing(ServerLogin::key)).toList();
    }

    /** When the first of the credentials expires, as far as that is known. */
    public Optional<Instant> expires() {
        return logins.stream()
                .flatMap(login -> login.credential().expires().stream())
                .min(Comparator.naturalOrder());
    }

    /** The docker configuration inside: compact JSON as Go writes it, not in base64. */
    public Secret content() {
        try (GoJson json = new GoJson()) {
            json.raw(type == SecretType.DOCKERCONFIGJSON ? "{\"auths\":{" : "{");
            String comma = "";
            for (ServerLogin login : logins) {
                json.raw(comma);
                append(json, login);
                comma = ",";
            }
            json.raw(type == SecretType.DOCKERCONFIGJSON ? "}}" : "}");
            return Secret.owning(json.toBytes());
        }
    }

    private static void append(GoJson json, ServerLogin login) {
        byte[] username = login.credential().username().getBytes(StandardCharsets.UTF_8);
        byte[] password = login.credential().secret().copyBytes();
        byte[] pair = ByteBuffer.allocate(username.length + 1 + password.length)
                .put(username)
                .put((byte) ':')
                .put(password)
                .array();
        byte[] auth = Base64.getEncoder().encode(pair);
        json.name(login.key()).raw("{").name("username").string(username);
        json.raw(",").name("password").string(password);
        json.raw(",").name("auth").string(auth).raw("}");
        Arrays.fill(password, (byte) 0);
        Arrays.fill(pair, (byte) 0);
        Arrays.fill(auth, (byte) 0);
    }

    /** The object as YAML, with a line end. It is as secret as what is in it: base64 hides nothing. */
    public Secret toYaml() {
        return Secret.ofText(Manifest.yaml(toManifest()));
    }

    /** The object as indented JSON, with a line end. It is as secret as what is in it. */
    public Secret toJson() {
        return Secret.ofText(Manifest.json(toManifest()));
    }

    Manifest.Members toManifest() {
        Manifest.Members metadata = new Manifest.Members();
        expires()
                .ifPresent(at -> metadata.put(
                        "annotations",
                        new Manifest.Members()
                                .put(
                                        EXPIRES_ANNOTATION,
                                        at.truncatedTo(ChronoUnit.SECONDS).toString())));
        metadata.put("name", name);
        namespace.ifPresent(space -> metadata.put("namespace", space));
        try (Secret content = content()) {
            byte[] bytes = content.copyBytes();
            String encoded = Base64.getEncoder().encodeToString(bytes);
            Arrays.fill(bytes, (byte) 0);
            return new Manifest.Members()
                    .put("apiVersion", "v1")
                    .put("data", new Manifest.Members().put(type.key(), encoded))
                    .put("kind", "Secret")
                    .put("metadata", metadata)
                    .put("type", type.type());
        }
    }
}
