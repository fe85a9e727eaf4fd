package dev.coffer.core.tokens;

import java.nio.file.Path;

/**
 * What decides whom Azure takes us for: service principal, federated token, managed identity, and the login of the
 * Azure CLI.
 *
 * <p>Not the CLI's {@code msal_token_cache}: each use of the CLI may write it, while another login or subscription shows in
 * {@code azureProfile.json}.
 */
final class AzureIdentity {
    private AzureIdentity() {}

    static void describe(KeyInputs inputs) {
        inputs.variables("AZURE_");
        inputs.variables("IDENTITY_");
        inputs.variables("MSI_");
        inputs.variable("IMDS_ENDPOINT");
        inputs.variable("DEFAULT_IDENTITY_CLIENT_ID");
        inputs.file("AZURE_FEDERATED_TOKEN_FILE");
        inputs.file("AZURE_CLIENT_CERTIFICATE_PATH");
        Path cli = inputs.place("AZURE_CONFIG_DIR", ".azure");
        inputs.file(cli.resolve("azureProfile.json"));
        inputs.file(cli.resolve("clouds.config"));
        inputs.file(cli.resolve("config"));
    }
}
