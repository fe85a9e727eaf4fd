package dev.coffer.api.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The clouds whose registries take short-lived tokens. */
public enum Cloud {
    /** Amazon Elastic Container Registry, private and public. */
    ECR("ecr"),
    /** Google Container Registry and Artifact Registry. */
    GCR("gcr"),
    /** Azure Container Registry. */
    ACR("acr");

    private final String id;

    Cloud(String id) {
        this.id = id;
    }

    /** The name by which settings, routes and origins know it. */
    public String id() {
        return id;
    }

    /** The names of what a route may set for it; see {@link Option}. */
    public Set<String> options() {
        return switch (this) {
            case ECR -> Set.of(Option.PROFILE, Option.ROLE);
            case GCR -> Set.of(Option.KEY_FILE, Option.IMPERSONATE, Option.AUDIENCE);
            case ACR -> Set.of(Option.TENANT, Option.CLIENT_ID, Option.USERNAME);
        };
    }

    /**
     * The annotations of a Kubernetes service account that choose its identity in this cloud, where no route does. Those of
     * the clouds' own credential providers are among them.
     */
    public List<String> annotations() {
        return switch (this) {
            case ECR -> Annotation.ROLE;
            case GCR -> concat(Annotation.AUDIENCE, Annotation.IMPERSONATE);
            case ACR -> concat(Annotation.CLIENT_ID, Annotation.TENANT);
        };
    }

    private static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** How to log in to it, when nobody is: one line for people. */
    public String loginHint() {
        return switch (this) {
            case ECR -> "log in with `aws sso login` or `aws configure`, or set AWS_PROFILE";
            case GCR -> "log in with `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS";
            case ACR -> "log in with `az login`, or set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET";
        };
    }

    /** The cloud of that name. */
    public static Optional<Cloud> named(String id) {
        for (Cloud cloud : values()) {
            if (cloud.id.equals(id)) {
                return Optional.of(cloud);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return id;
    }

    /** What a route may set to choose the identity. */
    public static final class Option {
        /** ECR: the profile of the AWS configuration files; without it the chain's own order decides. */
        public static final String PROFILE = "profile";
        /** ECR: the ARN of a role that is assumed with the credentials found, or with a workload's token. */
        public static final String ROLE = "role";
        /** GCR: the absolute path of a credential file, in place of the application-default one. */
        public static final String KEY_FILE = "key-file";
        /** GCR: the e-mail address of a service account to act as. */
        public static final String IMPERSONATE = "impersonate";
        /** GCR: the workload identity provider at which workloads' tokens are exchanged. */
        public static final String AUDIENCE = "audience";
        /** ACR: the Entra tenant. */
        public static final String TENANT = "tenant";
        /** ACR: the client id of a service principal or of a user-assigned managed identity. */
        public static final String CLIENT_ID = "client-id";
        /** ACR: {@code token} makes the answer an identity token for clients that want one. */
        public static final String USERNAME = "username";

        private Option() {}
    }

    /** The annotations of service accounts that say what {@link Option} says. Of several names the first that is set counts. */
    public static final class Annotation {
        /** ECR: the role. First the name that ecr-credential-provider reads, then that of EKS for pods themselves. */
        public static final List<String> ROLE = List.of("eks.amazonaws.com/ecr-role-arn", "eks.amazonaws.com/role-arn");

        /**
         * GCR: the workload identity provider, in Google's long form or from {@code projects/} on. The name is that of
         * gcp-workload-identity-federation-webhook and of OpenShift's documentation.
         */
        public static final List<String> AUDIENCE = List.of("cloud.google.com/workload-identity-provider");

        /** GCR: the account to act as. The first name is that of GKE, the second that webhook's. */
        public static final List<String> IMPERSONATE =
                List.of("iam.gke.io/gcp-service-account", "cloud.google.com/service-account-email");

        /** ACR: the client id. First the name that acr-credential-provider reads, then that of AKS for pods themselves. */
        public static final List<String> CLIENT_ID =
                List.of("kubernetes.azure.com/acr-client-id", "azure.workload.identity/client-id");

        /** ACR: the tenant, named likewise. */
        public static final List<String> TENANT =
                List.of("kubernetes.azure.com/acr-tenant-id", "azure.workload.identity/tenant-id");

        private Annotation() {}
    }
}
