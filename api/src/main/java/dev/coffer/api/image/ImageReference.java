package dev.coffer.api.image;

import java.util.Optional;

/**
 * An image's name: {@code host[:port]/path[:tag][@digest]}, by the grammar of {@code distribution/reference} 0.6, which
 * Docker, containerd and the kubelet share.
 *
 * <p>Short names are completed as those programs do it: {@code nginx} is {@code docker.io/library/nginx}, and
 * {@code index.docker.io} is {@code docker.io}. The host keeps its letters' case, as the kubelet compares with case.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port digits as they were written, leading zeros included
 * @param path the repository's name without the host, {@code library/nginx}
 * @param tag without the colon
 * @param digest {@code algorithm:hex}
 */
public record ImageReference(
        String host, Optional<String> port, String path, Optional<String> tag, Optional<String> digest) {
    /** The host that stands for Docker Hub in every completed reference. */
    public static final String HUB = "docker.io";

    /** The longest path, in characters; {@code RepositoryNameTotalLengthMax} upstream. */
    public static final int MAX_PATH_LENGTH = 255;

    /** The longest host name, in characters. The grammar has no limit; DNS has this one (RFC 1035). */
    public static final int MAX_HOST_LENGTH = 255;

    /**
     * Reads and completes a reference.
     *
     * @throws InvalidImageReferenceException when the text is none
     */
    public static ImageReference parse(String text) {
        return new ReferenceParser(text).parse();
    }

    /** {@code host[:port]}. */
    public String registry() {
        return port.isEmpty() ? host : host + ":" + port.get();
    }

    /** {@code host[:port]/path}: what the kubelet sends, and what it compares with patterns. */
    public String repository() {
        return registry() + "/" + path;
    }

    /** The completed reference with tag and digest, if it has them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(repository());
        tag.ifPresent(name -> text.append(':').append(name));
        digest.ifPresent(value -> text.append('@').append(value));
        return text.toString();
    }
}
