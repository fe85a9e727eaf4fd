package dev.coffer.docker.config;

import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the logins out of any file with Docker's {@code auths}: {@code config.json}, podman's {@code auth.json}, a
 * {@code dockerconfigjson} (Kubernetes, systemd credential), and the legacy {@code .dockercfg}, which is the bare map.
 */
public final class AuthFile {
    private AuthFile() {}

    /**
     * Reads the entries in the order of the file; of entries with the same key the last. An entry that cannot be read
     * tells so itself and does not hide the others.
     *
     * @throws MalformedJsonException when the content is not JSON or of neither shape
     */
    public static List<AuthEntry> parse(byte[] content) throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse(content);
        JsonObject root = document.root();
        Optional<JsonValue> auths = root.getIgnoringCase(DockerConfig.AUTHS);
        if (auths.isPresent()) {
            return switch (auths.get()) {
                case JsonObject map -> AuthEntries.readAll(map.members());
                case JsonNull ignored -> List.of();
                default -> throw document.mistakeAt(auths.get(), "auths is not an object");
            };
        }
        if (root.getIgnoringCase(DockerConfig.CREDS_STORE).isPresent()
                || root.getIgnoringCase(DockerConfig.CRED_HELPERS).isPresent()) {
            return List.of();
        }
        for (JsonMember member : root.members()) {
            if (!looksLikeEntry(member.value())) {
                throw document.mistakeAt(
                        member.value(), "neither an auths map nor the entries of a .dockercfg: this is no login");
            }
        }
        return AuthEntries.readAll(root.members());
    }

    private static boolean looksLikeEntry(JsonValue value) {
        if (!(value instanceof JsonObject entry)) {
            return false;
        }
        for (String name : AuthEntries.CREDENTIAL_MEMBERS) {
            if (entry.getIgnoringCase(name).isPresent()) {
                return true;
            }
        }
        return entry.members().isEmpty()
                || entry.getIgnoringCase(AuthEntries.REGISTRY_TOKEN).isPresent();
    }
}
