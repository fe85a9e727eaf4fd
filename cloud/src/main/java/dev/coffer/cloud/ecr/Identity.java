package dev.coffer.cloud.ecr;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Keys that a chain element found.
 *
 * @param name whose they are: a role's ARN, or the end of the access key's id where nobody said more
 */
record Identity(AwsCredentials credentials, String name) {
    private static final int SHOWN = 4;

    /** Keys about whose owner nothing is known. */
    static Identity of(AwsCredentials credentials) {
        String id = credentials.accessKeyId();
        return new Identity(
                credentials,
                "access key ending in " + AwsFailure.quoted(id.substring(Math.max(0, id.length() - SHOWN))));
    }

    @Override
    public String toString() {
        return name;
    }
}
