package dev.coffer.cli.kube;

import dev.coffer.kubernetes.matching.ImagePattern;
import java.util.List;

/**
 * The registries of the clouds that Coffer knows by name, as patterns of the kubelet. They may be wider than the clouds'
 * own names, because the plugin compares a name by its parts before it asks a cloud for a token.
 */
final class CloudPatterns {
    /** One line for each cloud, or separate part of one. */
    private static final List<String> TEXTS = List.of(
            "*.dkr.ecr.*.amazonaws.com",
            "*.dkr.ecr-fips.*.amazonaws.com",
            "*.dkr-ecr.*.on.aws",
            "*.dkr-ecr-fips.*.on.aws",
            "*.dkr.ecr.*.amazonaws.com.cn",
            "*.dkr-ecr.*.on.amazonwebservices.com.cn",
            "*.dkr.ecr.*.amazonaws.eu",
            "*.dkr.ecr.*.c2s.ic.gov",
            "*.dkr.ecr.*.sc2s.sgov.gov",
            "*.dkr.ecr.*.cloud.adc-e.uk",
            "*.dkr.ecr.*.csp.hci.ic.gov",
            "public.ecr.aws",
            "gcr.io",
            "*.gcr.io",
            "*-docker.pkg.dev",
            "docker.*.rep.pkg.dev",
            "*.azurecr.io",
            "*.azurecr.cn",
            "*.azurecr.us",
            "*.azurecr.de");

    private CloudPatterns() {}

    static List<ImagePattern> all() {
        return TEXTS.stream().map(ImagePattern::parse).toList();
    }
}
