package dev.coffer.core.tokens;

import java.nio.file.Path;

/**
 * What decides whom Google takes us for: application-default credentials, gcloud's own login, the login of
 * docker-credential-gcr, the metadata server.
 *
 * <p>Not gcloud's {@code access_tokens.db}: it holds what was made of {@code credentials.db}, and each use of gcloud
 * writes it.
 */
final class GoogleIdentity {
    private GoogleIdentity() {}

    static void describe(KeyInputs inputs) {
        inputs.variables("GOOGLE_");
        inputs.variables("CLOUDSDK_");
        inputs.variables("DOCKER_CREDENTIAL_GCR_");
        inputs.variable("GCE_METADATA_HOST");
        inputs.variable("GCE_METADATA_IP");
        inputs.variable("GCE_METADATA_ROOT");
        inputs.variable("NO_GCE_CHECK");
        inputs.variable("DEVSHELL_CLIENT_PORT");
        // A federated identity may be made of AWS's.
        inputs.variables("AWS_");
        inputs.file("GOOGLE_APPLICATION_CREDENTIALS");
        Path gcloud = inputs.place("CLOUDSDK_CONFIG", ".config/gcloud");
        inputs.file(gcloud.resolve("application_default_credentials.json"));
        inputs.file(gcloud.resolve("credentials.db"));
        inputs.file(gcloud.resolve("active_config"));
        inputs.files(gcloud.resolve("configurations"), "config_", "");
        inputs.file("CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE");
        inputs.file("CLOUDSDK_AUTH_ACCESS_TOKEN_FILE");
        inputs.file("DOCKER_CREDENTIAL_GCR_STORE");
        inputs.file(gcloud.resolve("docker_credentials.json"));
        inputs.file("DOCKER_CREDENTIAL_GCR_CONFIG");
        inputs.file(gcloud.resolve("docker_credential_gcr_config.json"));
    }
}
