package dev.coffer.cloud.ecr;

import dev.coffer.platform.places.Environment;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/** Keys in {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}. */
record EnvironmentKeys(Environment environment) implements ChainElement {
    @Override
    public String name() {
        return "environment";
    }

    @Override
    public Search search() {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            return new Search.NotSet(missing.get() + " is not set");
        }
        return new Search.Found(
                Identity.of(EnvironmentVariableCredentialsProvider.create().resolveCredentials()));
    }

    private Optional<String> missing() {
        for (String variable : new String[] {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}) {
            if (environment.get(variable).map(String::strip).orElse("").isEmpty()) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }
}
