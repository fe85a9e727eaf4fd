package dev.coffer.kubernetes.matching;

import dev.coffer.api.image.ImageReference;
import dev.coffer.api.image.PathPrefix;
import java.util.List;
import java.util.Optional;

/** Compares a pattern with what the grammar of images allows. */
final class NeverMatching {
    private static final String LEGACY_HUB = "index.docker.io";
    private static final String LOCALHOST = "localhost";

    private NeverMatching() {}

    /** Why no valid image matches; empty when some does. */
    static Optional<String> reason(SchemelessUrl url, List<String> labels) {
        if (url.host().isEmpty()) {
            return Optional.of("it has no host");
        }
        if ((url.host().equals("https") || url.host().equals("http"))
                && url.path().startsWith("//")) {
            return Optional.of("it has a scheme; leave out what stands before the host");
        }
        if (url.host().indexOf(':') >= 0 || url.host().indexOf('[') >= 0) {
            return ipv6(url).or(() -> path(url.path()));
        }
        for (String label : labels) {
            Optional<String> fault = label(label);
            if (fault.isPresent()) {
                return fault;
            }
        }
        if (labels.size() == 1 && url.port().isEmpty() && !isHostByItself(url.host())) {
            return Optional.of("a host without a dot and a port is taken for a path on Docker Hub");
        }
        if (url.host().equals(LEGACY_HUB) && url.port().isEmpty()) {
            return Optional.of("the kubelet writes docker.io for index.docker.io");
        }
        return path(url.path());
    }

    private static Optional<String> ipv6(SchemelessUrl url) {
        if (url.port().isEmpty()) {
            return Optional.of("the brackets of an IPv6 address without a port are read as a glob");
        }
        return url.host().indexOf('.') >= 0 || url.host().indexOf('%') >= 0
                ? Optional.of("an image's IPv6 address has neither an IPv4 tail nor a zone")
                : Optional.empty();
    }

    private static Optional<String> label(String label) {
        if (label.isEmpty()) {
            return Optional.of("a part of its host is empty");
        }
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!alphanumeric && c != '-' && c != '*') {
                return Optional.of("its host holds a character that no image's host has");
            }
        }
        return label.startsWith("-") || label.endsWith("-")
                ? Optional.of("a part of its host begins or ends with a hyphen")
                : Optional.empty();
    }

    /** What may stand alone before the first slash: localhost, or anything with a capital letter. */
    private static boolean isHostByItself(String label) {
        boolean upperCase = label.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        return label.indexOf('*') >= 0 || upperCase || label.equals(LOCALHOST);
    }

    private static Optional<String> path(String path) {
        String bare = path.isEmpty() ? "" : path.substring(1);
        if (PathPrefix.of(bare) != PathPrefix.IMPOSSIBLE) {
            return Optional.empty();
        }
        if (bare.indexOf('*') >= 0) {
            return Optional.of("a star in a path is no glob");
        }
        if (bare.indexOf(':') >= 0 || bare.indexOf('@') >= 0) {
            return Optional.of("the kubelet compares images without their tag and digest");
        }
        if (bare.chars().anyMatch(c -> c >= 'A' && c <= 'Z')) {
            return Optional.of("an image's path is written in lower case");
        }
        return bare.length() > ImageReference.MAX_PATH_LENGTH
                ? Optional.of("its path is longer than an image's can be")
                : Optional.of("no image's path begins like that");
    }
}
