package dev.coffer.cli.commands;

import dev.coffer.api.cloud.Cloud;
import dev.coffer.core.routes.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is to answer for a new route, in options. */
final class RouteTarget {
    @Option(
            names = "--use",
            paramLabel = "SOURCE",
            description = "Who answers: ecr, gcr or acr for a cloud's own registries; helper:NAME for the program"
                    + " docker-credential-NAME.")
    private @Nullable String use;

    @Option(names = "--deny", description = "Nobody answers: such servers never get a credential.")
    private boolean deny;

    @Option(
            names = "--" + Cloud.Option.PROFILE,
            paramLabel = "NAME",
            description = "With ecr: the profile of the AWS configuration files.")
    private @Nullable String profile;

    @Option(
            names = "--" + Cloud.Option.ROLE,
            paramLabel = "ARN",
            description = "With ecr: a role to assume with the credentials found.")
    private @Nullable String role;

    @Option(
            names = "--" + Cloud.Option.KEY_FILE,
            paramLabel = "FILE",
            description = "With gcr: a credential file in place of the application-default one.")
    private @Nullable String keyFile;

    @Option(
            names = "--" + Cloud.Option.IMPERSONATE,
            paramLabel = "EMAIL",
            description = "With gcr: a service account to act as.")
    private @Nullable String impersonate;

    @Option(
            names = "--" + Cloud.Option.AUDIENCE,
            paramLabel = "PROVIDER",
            description = "With gcr: the workload identity provider that takes pods' own tokens.")
    private @Nullable String audience;

    @Option(names = "--" + Cloud.Option.TENANT, paramLabel = "ID", description = "With acr: the Entra tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--" + Cloud.Option.CLIENT_ID,
            paramLabel = "ID",
            description = "With acr: the service principal or user-assigned identity.")
    private @Nullable String clientId;

    @Option(
            names = "--" + Cloud.Option.USERNAME,
            paramLabel = "token",
            description = "With acr: \"token\" gives an identity token in place of a user name and a password.")
    private @Nullable String username;

    /**
     * The target.
     *
     * @throws IllegalArgumentException with what is wrong about the options, for the user
     */
    Target read() {
        if ((use != null) == deny) {
            throw new IllegalArgumentException("a route has either --use SOURCE or --deny");
        }
        Map<String, String> options = options();
        if (use == null) {
            requireNone(options, "--deny");
            return new Target.Deny();
        }
        Optional<Cloud> cloud = Cloud.named(use);
        if (cloud.isPresent()) {
            for (String name : options.keySet()) {
                if (!cloud.get().options().contains(name)) {
                    throw new IllegalArgumentException("--" + name + " is nothing that " + use + " knows");
                }
            }
            return new Target.Tokens(cloud.get(), options);
        }
        requireNone(options, "--use " + use);
        if (!use.startsWith(Target.HELPER_PREFIX)) {
            throw new IllegalArgumentException("--use is ecr, gcr, acr, or helper:NAME");
        }
        return new Target.Helper(use.substring(Target.HELPER_PREFIX.length()));
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, Cloud.Option.PROFILE, profile);
        put(options, Cloud.Option.ROLE, role);
        put(options, Cloud.Option.KEY_FILE, keyFile);
        put(options, Cloud.Option.IMPERSONATE, impersonate);
        put(options, Cloud.Option.AUDIENCE, audience);
        put(options, Cloud.Option.TENANT, tenant);
        put(options, Cloud.Option.CLIENT_ID, clientId);
        put(options, Cloud.Option.USERNAME, username);
        return options;
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    private static void requireNone(Map<String, String> options, String by) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "--" + options.keySet().iterator().next() + " is for ecr, gcr or acr, not for " + by);
        }
    }
}
