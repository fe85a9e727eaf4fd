package dev.coffer.cloud.ecr;

import dev.coffer.api.cloud.CloudRegistry;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecrpublic.EcrPublicClient;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients, all set up alike. Whoever asks for one closes it. */
final class AwsClients {
    /** The first try and two more, and never past the deadline. */
    private static final int MOST_TRIES = 3;

    private final AwsHttpClient http;
    private final Endpoints endpoints;
    private final ProfileFile configuration;
    private final String profile;
    private final Region stsRegion;

    AwsClients(AwsHttpClient http, Endpoints endpoints, ProfileFile configuration, String profile, Region stsRegion) {
        this.http = http;
        this.endpoints = endpoints;
        this.configuration = configuration;
        this.profile = profile;
        this.stsRegion = stsRegion;
    }

    /** For a private registry. A host that asks for FIPS or IPv6 gets it; another one gets what AWS's own settings say. */
    EcrClient ecr(CloudRegistry.Ecr registry, AwsCredentialsProvider credentials) throws AwsFailure {
        var builder = EcrClient.builder();
        if (registry.fips()) {
            builder.fipsEnabled(true);
        }
        if (registry.dualStack()) {
            builder.dualstackEnabled(true);
        }
        return configured(builder, Region.of(registry.region()), credentials, Endpoints.Service.ECR)
                .build();
    }

    /** For the public gallery, which exists in one region and has no FIPS interface. */
    EcrPublicClient ecrPublic(AwsCredentialsProvider credentials) throws AwsFailure {
        var builder = EcrPublicClient.builder().fipsEnabled(false);
        return configured(builder, Region.US_EAST_1, credentials, Endpoints.Service.ECR_PUBLIC)
                .build();
    }

    StsClient sts(AwsCredentialsProvider credentials) throws AwsFailure {
        return configured(StsClient.builder(), stsRegion, credentials, Endpoints.Service.STS)
                .build();
    }

    SsoClient sso(Region region) throws AwsFailure {
        return configured(SsoClient.builder(), region, AnonymousCredentialsProvider.create(), Endpoints.Service.SSO)
                .build();
    }

    SsoOidcClient ssoOidc(Region region) throws AwsFailure {
        return configured(
                        SsoOidcClient.builder(),
                        region,
                        AnonymousCredentialsProvider.create(),
                        Endpoints.Service.SSO_OIDC)
                .build();
    }

    SigninClient signin() throws AwsFailure {
        return configured(
                        SigninClient.builder(),
                        stsRegion,
                        AnonymousCredentialsProvider.create(),
                        Endpoints.Service.SIGNIN)
                .build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Region region, AwsCredentialsProvider credentials, Endpoints.Service service) throws AwsFailure {
        Optional<URI> custom = endpoints.custom(service);
        if (custom.isPresent()) {
            // The SDK has FIPS and dual-stack only for addresses that it makes itself.
            builder.endpointOverride(custom.get()).fipsEnabled(false).dualstackEnabled(false);
        }
        return builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(options -> options.defaultProfileFile(configuration)
                        .defaultProfileName(profile)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MOST_TRIES)
                                .build()));
    }
}
