package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.AwsPartition;
import dev.coffer.cloud.servers.TokenServers;
import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Addresses of AWS's interfaces that the environment or the configuration file sets in place of the usual ones. Requests
 * carry tokens, so such an address has to be that interface's own or be allowed in the settings. The order is the one of
 * AWS's <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">reference guide</a>.
 */
final class Endpoints {
    private static final String EVERY_INTERFACE = "AWS_ENDPOINT_URL";
    private static final String PROPERTY = "endpoint_url";

    private final Environment environment;
    private final ProfileFile configuration;
    private final String profile;
    private final Set<String> allowed;

    /**
     * Takes the places where addresses are set.
     *
     * @param profile the profile whose {@code endpoint_url} and {@code services} count
     * @param allowed hosts that the settings allow as token servers
     */
    Endpoints(Environment environment, ProfileFile configuration, String profile, Set<String> allowed) {
        this.environment = environment;
        this.configuration = configuration;
        this.profile = profile;
        this.allowed = allowed;
    }

    /** An interface of AWS. */
    enum Service {
        ECR("ecr", "ecr"),
        ECR_PUBLIC("ecr_public", "ecr-public"),
        STS("sts", "sts"),
        SSO("sso", "sso"),
        SSO_OIDC("sso_oidc", "oidc"),
        SIGNIN("signin", "signin");

        private final String id;
        private final String label;

        Service(String id, String label) {
            this.id = id;
            this.label = label;
        }

        boolean hasLabel(String text) {
            return text.equals(label) || text.equals(label + "-fips");
        }
    }

    /**
     * The address that is set for this interface.
     *
     * @throws AwsFailure when a token must not go there
     */
    Optional<URI> custom(Service service) throws AwsFailure {
        String variable = EVERY_INTERFACE + "_" + service.id.toUpperCase(Locale.ROOT);
        for (String name : List.of(variable, EVERY_INTERFACE)) {
            Optional<String> value = environment.get(name);
            if (value.isPresent()) {
                return Optional.of(checked(value.get(), name, service));
            }
        }
        Optional<Profile> section = configuration.profile(profile);
        Optional<String> value = section.flatMap(found -> found.property("services"))
                .flatMap(name -> configuration.getSection("services", name))
                .flatMap(services -> services.property(service.id + "." + PROPERTY))
                .or(() -> section.flatMap(found -> found.property(PROPERTY)));
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(checked(value.get(), PROPERTY + " of profile " + profile, service));
    }

    private URI checked(String text, String named, Service service) throws AwsFailure {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new AwsFailure(Kind.REFUSED, named + " holds no address", "correct or unset it");
        }
        String host = String.valueOf(uri.getHost());
        List<String> known = isOwn(host, service) ? List.of(host) : List.of();
        Optional<String> objection = new TokenServers(known, allowed).objection(uri, named);
        if (objection.isPresent()) {
            throw new AwsFailure(
                    Kind.REFUSED, AwsFailure.quoted(objection.get()), TokenServers.remedy(AwsFailure.quoted(host)));
        }
        return uri;
    }

    /**
     * The interface's own host, in a region or by a VPC endpoint. The end of the name is not enough: customers' buckets and
     * machines have names below the same domains.
     */
    private static boolean isOwn(String host, Service service) {
        for (String suffix : suffixes()) {
            if (host.toLowerCase(Locale.ROOT).endsWith("." + suffix)) {
                String rest = host.substring(0, host.length() - suffix.length() - 1);
                List<String> labels = new ArrayList<>(
                        Arrays.asList(rest.toLowerCase(Locale.ROOT).split("\\.", -1)));
                if (labels.getLast().equals("vpce")) {
                    labels.removeLast();
                }
                boolean isGlobal = labels.size() == 1 && service.hasLabel(labels.getFirst());
                return isGlobal || (labels.size() >= 2 && service.hasLabel(labels.get(labels.size() - 2)));
            }
        }
        return false;
    }

    private static List<String> suffixes() {
        // The longer ones of equal endings come first.
        List<String> suffixes = new ArrayList<>(List.of("api.aws", "api.amazonwebservices.com.cn"));
        for (AwsPartition partition : AwsPartition.values()) {
            suffixes.add(partition.suffix());
        }
        return suffixes;
    }
}
