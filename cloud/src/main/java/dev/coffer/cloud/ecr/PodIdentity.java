package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.api.WorkloadToken;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.cloud.servers.Jwt;
import java.util.Optional;

/**
 * A role that a pod's own service account opens.
 *
 * @param routed the role that the route names; it goes before what the account's owner wrote
 */
record PodIdentity(WorkloadToken workload, Optional<String> routed, Roles roles) implements ChainElement {
    /** The longest name of a session that STS takes. */
    private static final int LONGEST_SESSION = 64;

    private static final String KUBERNETES = "system:serviceaccount:";
    private static final String ANNOTATION = "eks.amazonaws.com/role-arn";

    @Override
    public String name() {
        return "pod identity";
    }

    @Override
    public Search search() throws AwsFailure {
        Optional<String> role = routed.or(() -> workload.annotation(Cloud.Annotation.ROLE));
        if (role.isEmpty()) {
            throw new AwsFailure(
                    Kind.REFUSED,
                    "neither the route nor the pod's service account names a role",
                    "annotate the service account: kubectl annotate serviceaccount NAME " + ANNOTATION + "=ARN");
        }
        return new Search.Found(roles.byWebIdentity(
                new Roles.Role(role.get(), session()), workload.token().text()));
    }

    /** The account as {@code namespace.name}, in the characters that STS takes; it is AWS that verifies the token. */
    private Optional<String> session() {
        return Jwt.subject(workload.token())
                .filter(subject -> subject.startsWith(KUBERNETES))
                .map(subject -> {
                    String name = subject.substring(KUBERNETES.length())
                            .replace(':', '.')
                            .replaceAll("[^A-Za-z0-9.-]", "-");
                    return name.substring(0, Math.min(name.length(), LONGEST_SESSION));
                })
                .filter(name -> name.length() > 1);
    }
}
