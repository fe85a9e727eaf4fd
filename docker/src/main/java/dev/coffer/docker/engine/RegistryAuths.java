package dev.coffer.docker.engine;

import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonWriter;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What the header {@code X-Registry-Config} of the classic {@code POST /build} says: the credentials of all servers,
 * base64url with padding of a JSON object.
 *
 * @param byServer the credentials by server address, in the order of the addresses
 */
public record RegistryAuths(SequencedMap<String, RegistryAuth> byServer) {
    public RegistryAuths {
        byServer = Collections.unmodifiableSequencedMap(new TreeMap<>(byServer));
    }

    /** The credentials of the servers. */
    public RegistryAuths(Map<String, RegistryAuth> byServer) {
        this(new TreeMap<>(byServer));
    }

    /**
     * Reads the header's value, as {@link RegistryAuth#decode} does. An empty value holds no credential.
     *
     * @throws InvalidRegistryAuthException when it is not such a value
     */
    public static RegistryAuths decode(String header) {
        TreeMap<String, RegistryAuth> byServer = new TreeMap<>();
        if (header.isEmpty()) {
            return new RegistryAuths(byServer);
        }
        for (JsonMember member : HeaderCode.decode(header).members()) {
            String server = member.name().value();
            switch (member.value()) {
                case JsonObject auth -> byServer.put(server, RegistryAuth.of(auth));
                case JsonNull ignored -> byServer.put(server, RegistryAuth.ANONYMOUS);
                default -> throw new InvalidRegistryAuthException("the value of a server is not an object");
            }
        }
        return new RegistryAuths(byServer);
    }

    /** The header's value. */
    public String encode() {
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            byServer.forEach((server, auth) -> auth.writeTo(json.name(server)));
            json.endObject();
            return HeaderCode.encode(json);
        }
    }
}
