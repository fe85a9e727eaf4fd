package dev.coffer.docker.tools;

import dev.coffer.api.image.ImageReference;

/**
 * What a tool looks a credential up for.
 *
 * @param registry {@code host[:port]}, {@code docker.io} for Docker Hub
 * @param path the repository's name without the registry; empty when the registry alone is meant
 */
record Target(String registry, String path) {
    static Target of(ImageReference image) {
        return new Target(image.registry(), image.path());
    }

    /** {@code host[:port]/path}. */
    String repository() {
        return path.isEmpty() ? registry : registry + "/" + path;
    }

    boolean isHub() {
        return registry.equals(ImageReference.HUB) || registry.equals(Hub.INDEX_HOST);
    }
}
