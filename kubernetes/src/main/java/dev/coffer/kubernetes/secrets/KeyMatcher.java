package dev.coffer.kubernetes.secrets;

/** The kubelet's rule for whether the key of a credential fits an image. */
@FunctionalInterface
public interface KeyMatcher {
    /**
     * @param key host with port and path, without scheme
     * @param repository the image's repository in full, such as {@code docker.io/library/nginx}
     */
    boolean matches(String key, String repository);
}
