package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.api.WorkloadToken;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.platform.terminal.Printable;
import java.util.List;
import java.util.Optional;

/** The application or managed identity that trusts a pod's own service account. */
final class PodIdentity implements Source {
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final String ANNOTATE = "annotate the service account: kubectl annotate serviceaccount NAME ";

    private final WorkloadToken workload;
    private final Wanted wanted;
    private final EntraLogin login;

    PodIdentity(WorkloadToken workload, Wanted wanted, EntraLogin login) {
        this.workload = workload;
        this.wanted = wanted;
        this.login = login;
    }

    @Override
    public String element() {
        return "pod identity";
    }

    @Override
    public EntraToken token(String audience) throws RefusedException {
        String client = client();
        String tenant = tenant();
        String assertion = workload.token().text();
        try {
            return login.token(tenant, client, audience, ClientAssertion.form(assertion), assertion);
        } catch (RefusedException refused) {
            if (refused.kind() != Kind.REFUSED || refused.isAudienceUnknown()) {
                throw refused;
            }
            throw new RefusedException(
                    Kind.REFUSED,
                    refused.said(),
                    "compare issuer, subject and audience (" + AUDIENCE + ", by serviceAccountTokenAudience in the"
                            + " kubelet's configuration) with: az identity federated-credential list, for client id "
                            + client);
        }
    }

    /** Not {@code AZURE_CLIENT_ID}, which is the machine's. */
    private String client() throws RefusedException {
        Optional<String> client = wanted.routeClient().or(() -> workload.annotation(Cloud.Annotation.CLIENT_ID));
        return Visible.require(
                client.orElseThrow(() -> missing("client id", Cloud.Annotation.CLIENT_ID)), "the client id");
    }

    /** The machine's tenant will do, for a tenant is no identity. It becomes a part of an address. */
    private String tenant() throws RefusedException {
        String tenant = wanted.routeTenant()
                .or(() -> workload.annotation(Cloud.Annotation.TENANT))
                .or(() -> wanted.environment().get(Wanted.TENANT))
                .orElseThrow(() -> missing("tenant", Cloud.Annotation.TENANT));
        if (!Wanted.isTenant(tenant)) {
            throw new RefusedException(
                    Kind.REFUSED,
                    "the tenant may hold letters, digits, dots and hyphens only: " + Printable.escape(tenant),
                    ANNOTATE + Cloud.Annotation.TENANT.getLast() + "=ID");
        }
        return tenant;
    }

    private static RefusedException missing(String what, List<String> annotations) {
        return new RefusedException(
                Kind.REFUSED,
                "neither the route nor the pod's service account names a " + what,
                ANNOTATE + annotations.getLast() + "=ID");
    }
}
