package dev.coffer.acceptance;

import dev.coffer.cloud.fixture.AwsKeys;
import java.util.List;

/**
 * Runs a command in a network with clouds of our own, logged in to AWS by keys in the environment: for benchmarks, and to
 * try the program by hand. To be started by {@code cloud/src/test/private-network/bin/java}.
 */
final class CloudStand {
    private CloudStand() {}

    public static void main(String[] command) throws Exception {
        int status;
        try (CloudWorld world = CloudWorld.start()) {
            AwsKeys.Key alice = world.aws.user("arn:aws:iam::123456789012:user/alice");
            ProcessBuilder builder = new ProcessBuilder(List.of(command)).inheritIO();
            builder.environment().put("AWS_ACCESS_KEY_ID", alice.id());
            builder.environment().put("AWS_SECRET_ACCESS_KEY", alice.secret());
            builder.environment().put("COFFER_STAND_ECR", CloudWorld.ECR);
            status = builder.start().waitFor();
        }
        System.exit(status);
    }
}
