package dev.coffer.cloud.ecr;

import dev.coffer.platform.places.Environment;
import java.util.Optional;

/** A role that a workload's own token opens, by {@code AWS_WEB_IDENTITY_TOKEN_FILE}: EKS, CI systems. */
record WebIdentity(Environment environment, Roles roles) implements ChainElement {
    private static final String FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private static final String ROLE = "AWS_ROLE_ARN";

    @Override
    public String name() {
        return "web identity";
    }

    @Override
    public Search search() throws AwsFailure {
        Optional<String> file = environment.get(FILE);
        if (file.isEmpty()) {
            return new Search.NotSet(FILE + " is not set");
        }
        Optional<String> role = environment.get(ROLE);
        if (role.isEmpty()) {
            return new Search.NotSet(ROLE + " is not set");
        }
        return new Search.Found(roles.byWebIdentity(
                new Roles.Role(role.get(), environment.get("AWS_ROLE_SESSION_NAME")),
                TokenFile.read(file.get(), FILE)));
    }
}
