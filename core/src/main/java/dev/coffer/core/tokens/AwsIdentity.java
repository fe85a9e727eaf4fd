package dev.coffer.core.tokens;

/**
 * What decides whom AWS takes us for: everything that its SDKs' chain of credentials reads.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html">settings reference</a>
 */
final class AwsIdentity {
    private AwsIdentity() {}

    static void describe(KeyInputs inputs) {
        // Profile, keys, session, role and web identity, container, metadata service, endpoints, region.
        inputs.variables("AWS_");
        inputs.file("AWS_CONFIG_FILE", ".aws/config");
        inputs.file("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
        inputs.file("AWS_WEB_IDENTITY_TOKEN_FILE");
        inputs.file("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        // Who is logged in to a session or an account: their profiles do not say it.
        inputs.files(inputs.inHome(".aws/sso/cache"), "", ".json");
        inputs.files(inputs.place("AWS_LOGIN_CACHE_DIRECTORY", ".aws/login/cache"), "", ".json");
        // The Java SDK's own, which count in a library only.
        inputs.property("aws.accessKeyId");
        inputs.property("aws.secretAccessKey");
        inputs.property("aws.sessionToken");
        inputs.property("aws.profile");
        inputs.property("aws.configFile");
        inputs.property("aws.sharedCredentialsFile");
    }
}
