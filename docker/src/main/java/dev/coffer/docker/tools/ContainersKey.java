package dev.coffer.docker.tools;

import dev.coffer.api.image.ImageReference;
import java.util.Optional;

/**
 * A key that podman and its family accept: {@code host[:port][/namespace...]} without scheme, tag and digest. Other keys
 * stand in files that docker or people wrote.
 *
 * @param text the key
 */
public record ContainersKey(String text) {
    /** The key; empty when podman refuses it. */
    public static Optional<ContainersKey> of(String text) {
        boolean hasScheme = text.startsWith("http://") || text.startsWith("https://");
        int slash = text.indexOf('/');
        boolean hasTagOrDigest = text.indexOf('@') >= 0 || (slash >= 0 && text.indexOf(':', slash) >= 0);
        return hasScheme || hasTagOrDigest ? Optional.empty() : Optional.of(new ContainersKey(text));
    }

    /** True when it has a path, and so serves only what lies below it. */
    public boolean isNamespaced() {
        return text.indexOf('/') >= 0;
    }

    /** The key under which podman writes it into docker's own file; empty when it refuses to. */
    public Optional<String> inDockersFile() {
        if (isNamespaced()) {
            return Optional.empty();
        }
        return Optional.of(text.equals(ImageReference.HUB) ? Hub.URL : text);
    }
}
