package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.MetadataProbe;
import dev.coffer.cloud.servers.TokenServers;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Keys of the role that an EC2 machine has, from its metadata service. Whether there is one is asked first, because most
 * machines are none of EC2's and the SDK would wait long for an answer.
 *
 * @param allowed hosts that the settings allow as token servers
 */
record InstanceMetadata(
        Environment environment, ProfileFile configuration, String profile, MetadataProbe probe, Set<String> allowed)
        implements ChainElement {
    private static final String DISABLED = "AWS_EC2_METADATA_DISABLED";
    private static final String ENDPOINT = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    private static final String MODE = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
    private static final String IPV4 = "http://169.254.169.254";
    private static final String IPV6 = "http://[fd00:ec2::254]";

    @Override
    public String name() {
        return "instance metadata";
    }

    @Override
    public Search search() throws AwsFailure {
        if (environment.get(DISABLED).filter("true"::equalsIgnoreCase).isPresent()) {
            return new Search.NotSet(DISABLED + " is true");
        }
        URI endpoint = endpoint();
        String note = endpoint.toString().equals(IPV4) ? "ec2" : "ec2-" + Integer.toHexString(endpoint.hashCode());
        Optional<String> absence =
                probe.absence(note, Call.get(endpoint.resolve("/latest/")).direct());
        if (absence.isPresent()) {
            return new Search.NotSet(AwsFailure.quoted(absence.get()));
        }
        try (InstanceProfileCredentialsProvider provider = InstanceProfileCredentialsProvider.builder()
                .endpoint(endpoint.toString())
                .profileFile(configuration)
                .profileName(profile)
                .build()) {
            return new Search.Found(Identity.of(provider.resolveCredentials()));
        } catch (SdkClientException failed) {
            throw new AwsFailure(
                    Kind.UNREACHABLE,
                    "the metadata service gave no keys: " + AwsFailure.quoted(lastWord(failed)),
                    "give the machine an instance profile; in a container, its hop limit has to be 2");
        }
    }

    private URI endpoint() throws AwsFailure {
        Optional<String> named = environment.get(ENDPOINT);
        String source = ENDPOINT;
        if (named.isEmpty()) {
            named = property("ec2_metadata_service_endpoint");
            source = "ec2_metadata_service_endpoint";
        }
        if (named.isEmpty()) {
            boolean isIpv6 = environment
                    .get(MODE)
                    .or(() -> property("ec2_metadata_service_endpoint_mode"))
                    .filter("ipv6"::equalsIgnoreCase)
                    .isPresent();
            return URI.create(isIpv6 ? IPV6 : IPV4);
        }
        return checked(named.get(), source);
    }

    /** Nothing secret goes there, but whoever answers chooses the identity. */
    private URI checked(String text, String named) throws AwsFailure {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new AwsFailure(Kind.REFUSED, named + " holds no address", "correct or unset it");
        }
        String host = String.valueOf(uri.getHost());
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) && uri.getRawUserInfo() == null;
        if (isHttp && (TokenServers.isNear(host) || text.startsWith(IPV6))) {
            return uri;
        }
        Optional<String> objection = new TokenServers(List.of(), allowed).objection(uri, named);
        if (objection.isPresent()) {
            throw new AwsFailure(
                    Kind.REFUSED, AwsFailure.quoted(objection.get()), TokenServers.remedy(AwsFailure.quoted(host)));
        }
        return uri;
    }

    private Optional<String> property(String name) {
        return configuration.profile(profile).flatMap(found -> found.property(name));
    }

    /** The SDK's outer messages say only that it failed. */
    private static String lastWord(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null && at.getCause().getMessage() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }
}
