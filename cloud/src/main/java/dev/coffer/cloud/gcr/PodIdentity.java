package dev.coffer.cloud.gcr;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ExternalAccountCredentials.SubjectTokenTypes;
import com.google.auth.oauth2.IdentityPoolCredentials;
import dev.coffer.api.Kind;
import dev.coffer.api.WorkloadToken;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.Jwt;
import dev.coffer.platform.http.Http;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** A pod's own service account, exchanged at the workload identity provider that trusts its cluster (RFC 8693). */
final class PodIdentity implements TokenSource {
    private static final String TOKEN_URL = "https://sts.googleapis.com/v1/token";

    /** What the names of providers begin with, and their short form, which people write. */
    private static final String PROVIDERS = "//iam.googleapis.com/";

    private static final String SHORT = "projects/";

    private final WorkloadToken workload;
    private final Optional<String> routed;
    private final Http http;
    private final InstantSource clock;

    /**
     * Makes a source.
     *
     * @param routed the provider that the route names; it goes before what the account's owner wrote
     */
    PodIdentity(WorkloadToken workload, Optional<String> routed, Http http, InstantSource clock) {
        this.workload = workload;
        this.routed = routed;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "pod identity";
    }

    @Override
    public Reply token(Deadline deadline) {
        Optional<String> provider = routed.or(() -> workload.annotation(Cloud.Annotation.AUDIENCE));
        if (provider.isEmpty()) {
            return new Reply.Failure(
                    Kind.REFUSED,
                    "neither the route nor the pod's service account names a workload identity provider",
                    "annotate the service account: kubectl annotate serviceaccount NAME "
                            + Cloud.Annotation.AUDIENCE.getFirst()
                            + "=projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/NAME");
        }
        String audience = provider.get().startsWith(SHORT) ? PROVIDERS + provider.get() : provider.get();
        GoogleTransport transport = new GoogleTransport(http, deadline);
        try {
            AccessToken token = IdentityPoolCredentials.newBuilder()
                    .setSubjectTokenSupplier(context -> workload.token().text())
                    .setAudience(audience)
                    .setSubjectTokenType(SubjectTokenTypes.JWT)
                    .setTokenUrl(TOKEN_URL)
                    .setScopes(KeyFileSource.SCOPES)
                    .setHttpTransportFactory(() -> transport)
                    .build()
                    .refreshAccessToken();
            String subject = Jwt.subject(workload.token()).map(Line::of).orElse("");
            return Tokens.of(token, subject, "exchanged at " + Line.of(audience), clock);
        } catch (IOException | RuntimeException failed) {
            Reply.Failure failure = new LibraryFailure(transport, false, true).explain(failed, Line.of(audience));
            return failure.kind() == Kind.REFUSED
                    ? new Reply.Failure(
                            Kind.REFUSED,
                            failure.said(),
                            "compare the provider's issuer and allowed audiences with the token's, which comes from"
                                    + " serviceAccountTokenAudience in the kubelet's configuration")
                    : failure;
        }
    }
}
