package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.json.JsonArray;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code az login} leaves in {@code ~/.azure} where it does not encrypt, which is so everywhere but on Windows. */
final class AzureFiles {
    private AzureFiles() {}

    /** {@code msal_token_cache.json}: {@code {"AccessToken": {…}, "RefreshToken": {…}, …}}. */
    static Optional<Finding> tokens(Path file, byte[] content) throws MalformedJsonException {
        for (JsonMember member : JsonDocument.parse(content).root().members()) {
            boolean isTokens = member.name().value().equals("AccessToken")
                    || member.name().value().equals("RefreshToken");
            if (isTokens
                    && member.value() instanceof JsonObject tokens
                    && !tokens.members().isEmpty()) {
                return Optional.of(Finding.of(
                                Code.PLAIN_TEXT_CLOUD_LOGIN,
                                file,
                                "az keeps the sessions of its users here, not encrypted")
                        .mendedBy(Command.of("az", "account", "clear")));
            }
        }
        return Optional.empty();
    }

    /** {@code service_principal_entries.json}: a list of objects with {@code client_secret} or {@code certificate}. */
    static Optional<Finding> principals(Path file, byte[] content) throws MalformedJsonException {
        if (JsonReader.read(new String(content, StandardCharsets.UTF_8)) instanceof JsonArray principals) {
            for (JsonValue principal : principals.items()) {
                if (principal instanceof JsonObject entry && holdsSecret(entry)) {
                    return Optional.of(Finding.of(
                                    Code.PLAIN_TEXT_CLOUD_KEY,
                                    file,
                                    "the secret of a service principal is in plain text")
                            .mendedBy(Command.of("az", "account", "clear")));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holdsSecret(JsonObject entry) {
        for (String name : new String[] {"client_secret", "accessToken"}) {
            if (entry.get(name).orElse(entry) instanceof JsonString text
                    && !text.value().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
