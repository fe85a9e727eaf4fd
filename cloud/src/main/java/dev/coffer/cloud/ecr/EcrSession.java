package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.MetadataProbe;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecrpublic.EcrPublicClient;

/** One order, from the search for keys to the token. */
final class EcrSession {
    private static final String USER = "AWS";
    private static final byte[] USER_PREFIX = (USER + ":").getBytes(StandardCharsets.US_ASCII);
    private static final String DEFAULT_PROFILE = "default";

    private final InstantSource clock;
    private final AwsClients clients;
    private final Roles roles;
    private final List<ChainElement> chain;
    private final Optional<String> role;

    EcrSession(Environment environment, Http http, Deadline deadline, InstantSource clock, TokenOrder order)
            throws AwsFailure {
        this.clock = clock;
        Optional<String> routedRole = Optional.ofNullable(order.options().get(Cloud.Option.ROLE));
        Optional<String> routed = Optional.ofNullable(order.options().get(Cloud.Option.PROFILE));
        Optional<String> asked = routed.or(() -> environment.get("AWS_PROFILE"));
        String profile = asked.orElse(DEFAULT_PROFILE);
        ProfileFile configuration = configuration();
        this.clients = new AwsClients(
                new AwsHttpClient(http, deadline),
                new Endpoints(environment, configuration, profile, order.allowedHosts()),
                configuration,
                profile,
                stsRegion(environment, configuration, profile, order));
        this.roles = new Roles(clients);
        if (order.workload().isPresent()) {
            this.role = Optional.empty();
            this.chain = List.of(new PodIdentity(order.workload().get(), routedRole, roles));
            return;
        }
        this.role = routedRole;
        EnvironmentKeys keys = new EnvironmentKeys(environment);
        ContainerKeys container = new ContainerKeys(environment, http, deadline, order.allowedHosts(), clock);
        InstanceMetadata instance = new InstanceMetadata(
                environment, configuration, profile, probe(environment, http, clock), order.allowedHosts());
        Profiles profiles = new Profiles(
                configuration,
                clients,
                roles,
                new SsoKeys(environment, configuration, clients, clock),
                Map.of("Environment", keys, "EcsContainer", container, "Ec2InstanceMetadata", instance),
                deadline,
                clock);
        ProfileElement element = new ProfileElement(configuration, profiles, profile, asked.isPresent());
        this.chain = routed.isPresent()
                ? List.of(element)
                : List.of(keys, new WebIdentity(environment, roles), element, container, instance);
    }

    /** The keys of the first element that has some, or of the route's role as they may assume it. */
    Identity identity(Tried tried) throws AwsFailure {
        Identity found = search(tried);
        if (role.isEmpty()) {
            return found;
        }
        String name = "role " + AwsFailure.quoted(role.get());
        try {
            Identity assumed = roles.assumed(new Roles.Role(role.get(), Optional.empty()), found);
            tried.add(name, "assumed");
            return assumed;
        } catch (AwsFailure failure) {
            tried.add(name, failure.why());
            throw failure;
        }
    }

    private Identity search(Tried tried) throws AwsFailure {
        for (ChainElement element : chain) {
            ChainElement.Search search;
            try {
                search = element.search();
            } catch (AwsFailure failure) {
                tried.add(element.name(), failure.why());
                throw failure;
            }
            switch (search) {
                case ChainElement.Search.Found found -> {
                    tried.add(element.name(), found.identity().name());
                    return found.identity();
                }
                case ChainElement.Search.NotSet none -> tried.add(element.name(), none.why());
            }
        }
        throw new AwsFailure.Nobody();
    }

    /** The registry's token for these keys. */
    TokenAnswer token(CloudRegistry registry, Identity identity, Tried tried) throws AwsFailure {
        boolean isPublic = registry instanceof CloudRegistry.EcrPublic;
        String name = isPublic ? "ECR Public" : "ECR";
        try {
            Authorization authorization = authorization(registry, identity);
            tried.add(name, "gave a token");
            return new TokenAnswer.Fetched(
                    USER,
                    authorization.password(),
                    authorization.expires(clock.instant()),
                    identity.name(),
                    tried.all());
        } catch (SdkException refused) {
            AwsFailure failure = SdkFailures.explain(
                    refused,
                    name,
                    isPublic
                            ? "ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken"
                            : "ecr:GetAuthorizationToken");
            tried.add(name, failure.why());
            throw failure;
        } catch (AwsFailure failure) {
            tried.add(name, failure.why());
            throw failure;
        }
    }

    private Authorization authorization(CloudRegistry registry, Identity identity) throws AwsFailure {
        StaticCredentialsProvider credentials = StaticCredentialsProvider.create(identity.credentials());
        if (registry instanceof CloudRegistry.Ecr ecr) {
            return ofPrivate(ecr, credentials);
        }
        try (EcrPublicClient client = clients.ecrPublic(credentials)) {
            var data = client.getAuthorizationToken(request -> {}).authorizationData();
            if (data == null) {
                throw noToken();
            }
            return new Authorization(data.authorizationToken(), data.expiresAt());
        }
    }

    // AWS calls the field old. Without it the answer is about the caller's own account, which need not be the host's.
    @SuppressWarnings("deprecation")
    private Authorization ofPrivate(CloudRegistry.Ecr registry, StaticCredentialsProvider credentials)
            throws AwsFailure {
        GetAuthorizationTokenRequest request = GetAuthorizationTokenRequest.builder()
                .registryIds(registry.account())
                .build();
        try (EcrClient client = clients.ecr(registry, credentials)) {
            var data = client.getAuthorizationToken(request).authorizationData();
            if (data.isEmpty()) {
                throw noToken();
            }
            return new Authorization(
                    data.getFirst().authorizationToken(), data.getFirst().expiresAt());
        }
    }

    /** What AWS calls authorization data: {@code AWS:password} in base64, and its end. */
    private record Authorization(
            @Nullable String encoded, @Nullable Instant end) {
        Secret password() throws AwsFailure {
            if (encoded == null) {
                throw noToken();
            }
            byte[] decoded;
            try {
                decoded = Base64.getDecoder().decode(encoded);
            } catch (IllegalArgumentException malformed) {
                throw noToken();
            }
            boolean isOurs = decoded.length > USER_PREFIX.length
                    && Arrays.equals(decoded, 0, USER_PREFIX.length, USER_PREFIX, 0, USER_PREFIX.length);
            if (!isOurs) {
                throw noToken();
            }
            byte[] password = Arrays.copyOfRange(decoded, USER_PREFIX.length, decoded.length);
            Arrays.fill(decoded, (byte) 0);
            return Secret.owning(password);
        }

        Instant expires(Instant now) throws AwsFailure {
            if (end == null) {
                throw noToken();
            }
            if (!end.isAfter(now)) {
                throw new AwsFailure(
                        Kind.EXPIRED,
                        "AWS gave a token that ended at " + end,
                        "set this machine's clock right: timedatectl status");
            }
            return end;
        }

        @Override
        public String toString() {
            return "Authorization[until " + end + "]";
        }
    }

    private static AwsFailure noToken() {
        return new AwsFailure(Kind.DAMAGED, "AWS answered without a token that can be read", "try again");
    }

    private static ProfileFile configuration() throws AwsFailure {
        try {
            return ProfileFile.defaultProfileFile();
        } catch (IllegalArgumentException | SdkException | java.io.UncheckedIOException malformed) {
            throw new AwsFailure(
                    Kind.DAMAGED,
                    "AWS's configuration files cannot be read: " + AwsFailure.quoted(firstLine(malformed)),
                    "correct ~/.aws/config or ~/.aws/credentials");
        }
    }

    /** The parser names the line and shows none of it. */
    private static String firstLine(RuntimeException malformed) {
        return String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
    }

    private static Region stsRegion(
            Environment environment, ProfileFile configuration, String profile, TokenOrder order) {
        return Region.of(environment
                .get("AWS_REGION")
                .or(() -> environment.get("AWS_DEFAULT_REGION"))
                .or(() -> configuration.profile(profile).flatMap(found -> found.property("region")))
                .orElseGet(() -> CloudRegistry.of(order.server())
                        .map(registry -> registry instanceof CloudRegistry.Ecr ecr ? ecr.region() : "us-east-1")
                        .orElse("us-east-1")));
    }

    private static MetadataProbe probe(Environment environment, Http http, InstantSource clock) throws AwsFailure {
        try {
            return new MetadataProbe(http, Places.of(environment).data().resolve("cache"), clock);
        } catch (NoHomeException homeless) {
            throw new AwsFailure(Kind.UNREACHABLE, String.valueOf(homeless.getMessage()), "set HOME");
        }
    }
}
