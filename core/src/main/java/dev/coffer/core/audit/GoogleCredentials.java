package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.MalformedJsonException;
import java.nio.file.Path;
import java.util.Optional;

/** Google's application default credentials: a service account's key, a user's session, or a recipe without a secret. */
final class GoogleCredentials implements SecretFormat {
    @Override
    public Optional<Finding> look(Path file, byte[] content) throws MalformedJsonException {
        JsonObject root = JsonDocument.parse(content).root();
        if (holds(root, "private_key")) {
            return Optional.of(Finding.of(
                            Code.PLAIN_TEXT_CLOUD_KEY, file, "the private key of a service account is in plain text")
                    .advising("use an identity without a key (workload identity federation, impersonation), then delete"
                            + " the key: gcloud iam service-accounts keys delete KEY-ID --iam-account ACCOUNT"));
        }
        if (holds(root, "refresh_token")) {
            return Optional.of(Finding.of(
                            Code.PLAIN_TEXT_CLOUD_LOGIN,
                            file,
                            "gcloud keeps the session of a user here, not encrypted, for all programs")
                    .mendedBy(Command.of("gcloud", "auth", "application-default", "revoke")));
        }
        return Optional.empty();
    }

    private static boolean holds(JsonObject object, String name) {
        return object.get(name).orElse(object) instanceof JsonString text
                && !text.value().isEmpty();
    }
}
