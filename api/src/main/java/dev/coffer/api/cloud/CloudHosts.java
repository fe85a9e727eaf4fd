package dev.coffer.api.cloud;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The host names of clouds' registries. Runs at every look-up, so it compares labels and uses no patterns. */
final class CloudHosts {
    private static final Set<String> ECR_PUBLIC = Set.of("public.ecr.aws", "ecr-public.aws.com");
    private static final int ACCOUNT_DIGITS = 12;

    /** {@code gcr.io} itself, with its multi-regions, and Google's older hosts that take the same tokens. */
    private static final Set<String> GCR = Set.of(
            "gcr.io",
            "us.gcr.io",
            "eu.gcr.io",
            "asia.gcr.io",
            "marketplace.gcr.io",
            "staging-k8s.gcr.io",
            "container.cloud.google.com");

    private static final String PKG_DEV = ".pkg.dev";
    private static final String DOCKER_PKG_DEV = "-docker.pkg.dev";
    private static final String REGIONAL_PREFIX = "docker.";
    private static final String REGIONAL_SUFFIX = ".rep.pkg.dev";

    private static final int SHORTEST_ACR_NAME = 5;
    private static final int LONGEST_ACR_NAME = 63;

    private CloudHosts() {}

    static Optional<CloudRegistry> parse(String host) {
        if (ECR_PUBLIC.contains(host)) {
            return Optional.of(new CloudRegistry.EcrPublic(host));
        }
        if (GCR.contains(host) || isArtifactRegistry(host)) {
            return Optional.of(new CloudRegistry.Gcr(host));
        }
        Optional<CloudRegistry> acr = acr(host);
        return acr.isPresent() ? acr : ecr(host);
    }

    private static boolean isArtifactRegistry(String host) {
        if (!host.endsWith(PKG_DEV)) {
            return false;
        }
        if (host.endsWith(DOCKER_PKG_DEV)) {
            return isLocation(host.substring(0, host.length() - DOCKER_PKG_DEV.length()));
        }
        return host.startsWith(REGIONAL_PREFIX)
                && host.endsWith(REGIONAL_SUFFIX)
                && host.length() > REGIONAL_PREFIX.length() + REGIONAL_SUFFIX.length()
                && isLocation(host.substring(REGIONAL_PREFIX.length(), host.length() - REGIONAL_SUFFIX.length()));
    }

    /** A region or multi-region: {@code europe-west4}, {@code us}. */
    private static boolean isLocation(String text) {
        return !text.isEmpty() && text.charAt(0) != '-' && onlyLettersDigitsAnd(text, "-");
    }

    private static Optional<CloudRegistry> acr(String host) {
        for (AzureCloud azure : AzureCloud.values()) {
            String suffix = "." + azure.registrySuffix();
            if (host.endsWith(suffix)) {
                String name = host.substring(0, host.length() - suffix.length());
                boolean isName = name.length() >= SHORTEST_ACR_NAME
                        && name.length() <= LONGEST_ACR_NAME
                        && name.charAt(0) != '-'
                        && onlyLettersDigitsAnd(name, "-");
                return isName ? Optional.of(new CloudRegistry.Acr(host, azure)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<CloudRegistry> ecr(String host) {
        for (AwsPartition partition : AwsPartition.values()) {
            Optional<CloudRegistry> registry = ecr(host, partition, partition.suffix(), false);
            if (registry.isEmpty() && !partition.dualStackSuffix().isEmpty()) {
                registry = ecr(host, partition, partition.dualStackSuffix(), true);
            }
            if (registry.isPresent()) {
                return registry;
            }
        }
        return Optional.empty();
    }

    /** {@code ACCOUNT.dkr.ecr[-fips].REGION.SUFFIX}, or with {@code dkr-ecr}. */
    private static Optional<CloudRegistry> ecr(String host, AwsPartition partition, String suffix, boolean dualStack) {
        if (!host.endsWith("." + suffix)) {
            return Optional.empty();
        }
        List<String> labels =
                List.of(host.substring(0, host.length() - suffix.length() - 1).split("\\.", -1));
        boolean hyphenated = labels.size() == 3;
        if (!hyphenated && labels.size() != 4) {
            return Optional.empty();
        }
        String account = labels.getFirst();
        String service = hyphenated ? labels.get(1) : labels.get(1) + "-" + labels.get(2);
        String region = labels.getLast();
        boolean fips = service.equals("dkr-ecr-fips");
        boolean isEcr = (hyphenated || labels.get(1).equals("dkr"))
                && (fips || service.equals("dkr-ecr"))
                && isAccount(account)
                && isRegion(region);
        return isEcr
                ? Optional.of(new CloudRegistry.Ecr(host, account, region, partition, fips, dualStack))
                : Optional.empty();
    }

    private static boolean isAccount(String text) {
        return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isRegion(String text) {
        return !text.isEmpty() && text.charAt(0) != '-' && text.charAt(0) != '_' && onlyLettersDigitsAnd(text, "-_");
    }

    private static boolean onlyLettersDigitsAnd(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
