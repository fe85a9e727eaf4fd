package dev.coffer.kubernetes.providers;

import java.util.List;

/**
 * With what token of the pod's service account the kubelet runs a plugin (KEP-4412).
 *
 * @param audience whom the token is for
 * @param requireServiceAccount false to run the plugin without a token for pods that have no account, too
 * @param requiredAnnotationKeys without these annotations of the account the plugin is not run
 * @param optionalAnnotationKeys these are handed on where the account has them
 */
public record TokenAttributes(
        String audience,
        CacheType cacheType,
        boolean requireServiceAccount,
        List<String> requiredAnnotationKeys,
        List<String> optionalAnnotationKeys) {
    public TokenAttributes {
        requiredAnnotationKeys = List.copyOf(requiredAnnotationKeys);
        optionalAnnotationKeys = List.copyOf(optionalAnnotationKeys);
    }

    /** With what else than the image the kubelet keys its cache. */
    public enum CacheType {
        /** The account and its annotations: for answers that depend on who asks. */
        SERVICE_ACCOUNT("ServiceAccount"),
        /** The token, too: for answers that hold it or end with it. */
        TOKEN("Token");

        private final String text;

        CacheType(String text) {
            this.text = text;
        }

        /** The text of the field {@code cacheType}. */
        public String text() {
            return text;
        }
    }
}
