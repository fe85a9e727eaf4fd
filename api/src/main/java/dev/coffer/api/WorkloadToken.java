package dev.coffer.api;

import java.util.Map;
import java.util.Optional;

/**
 * The identity of a workload that somebody asks for: the token of a Kubernetes service account, as a kubelet hands it to a
 * credential provider (KEP-4412). Whoever gets one answers with what is this workload's, and never with what is the
 * machine's.
 *
 * @param token a JWT that the cluster signed, with the audience of the cloud that it is for; not empty
 * @param annotations those of the service account that the kubelet passes on
 */
public record WorkloadToken(Secret token, Map<String, String> annotations) {
    public WorkloadToken {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("the token of a workload is not empty");
        }
        annotations = Map.copyOf(annotations);
    }

    /** The first of these annotations that is there and not blank. */
    public Optional<String> annotation(Iterable<String> names) {
        for (String name : names) {
            String value = annotations.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}
