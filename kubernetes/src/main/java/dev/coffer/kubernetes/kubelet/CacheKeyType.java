package dev.coffer.kubernetes.kubelet;

/**
 * For which images the kubelet takes an answer from its cache. It does not compare the answer's keys before it takes the
 * answer, so a key must fit every image of the type.
 */
public enum CacheKeyType {
    /** For this image, whatever its tag. */
    IMAGE("Image"),
    /** For every image with the same host and port. */
    REGISTRY("Registry"),
    /** For every image. */
    GLOBAL("Global");

    private final String text;

    CacheKeyType(String text) {
        this.text = text;
    }

    /** The text of the field {@code cacheKeyType}. */
    public String text() {
        return text;
    }
}
