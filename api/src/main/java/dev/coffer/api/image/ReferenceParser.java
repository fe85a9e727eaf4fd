package dev.coffer.api.image;

import java.util.Optional;

/** Takes a reference apart: the digest behind the first {@code @}, the tag behind the last colon, host and path. */
final class ReferenceParser {
    private static final String LEGACY_HUB = "index.docker.io";
    private static final String OFFICIAL = "library/";
    private static final String LOCALHOST = "localhost";

    /** Host, port, path, tag and the longest digest, with room for what stands between them. */
    private static final int MAX_LENGTH = 1024;

    private static final int IDENTIFIER_LENGTH = 64;

    private final String text;

    ReferenceParser(String text) {
        this.text = text;
    }

    ImageReference parse() {
        if (text.isEmpty()) {
            throw bad("is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw bad("is longer than " + MAX_LENGTH + " characters");
        }
        if (text.contains("://")) {
            throw bad("has a scheme; leave out what stands before the host");
        }
        if (text.length() == IDENTIFIER_LENGTH && Grammar.isLowerHex(text)) {
            throw bad("is an image id, not a name");
        }
        int slash = text.indexOf('/');
        if (slash < 0 || !isHost(text.substring(0, slash))) {
            return named(ImageReference.HUB, text);
        }
        String registry = text.substring(0, slash);
        return named(registry.equals(LEGACY_HUB) ? ImageReference.HUB : registry, text.substring(slash + 1));
    }

    /**
     * Whether what stands before the first slash is a host and not the first part of a path on Docker Hub. A capital
     * letter makes it one, because paths have none.
     */
    private static boolean isHost(String first) {
        return first.equals(LOCALHOST)
                || first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || Grammar.holdsUpperCase(first);
    }

    private static ImageReference named(String registry, String rest) {
        int at = rest.indexOf('@');
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(digest(rest.substring(at + 1)));
        String nameAndTag = at < 0 ? rest : rest.substring(0, at);
        int colon = nameAndTag.indexOf(':');
        Optional<String> tag = colon < 0 ? Optional.empty() : Optional.of(tag(nameAndTag.substring(colon + 1)));
        String path = path(colon < 0 ? nameAndTag : nameAndTag.substring(0, colon));

        int portColon = portColon(registry);
        String host = host(portColon < 0 ? registry : registry.substring(0, portColon));
        Optional<String> port = portColon < 0 ? Optional.empty() : Optional.of(port(registry.substring(portColon + 1)));
        boolean official = host.equals(ImageReference.HUB) && port.isEmpty() && path.indexOf('/') < 0;
        String fullPath = official ? OFFICIAL + path : path;
        if (fullPath.length() > ImageReference.MAX_PATH_LENGTH) {
            throw bad("has a path longer than " + ImageReference.MAX_PATH_LENGTH + " characters");
        }
        return new ImageReference(host, port, fullPath, tag, digest);
    }

    private static int portColon(String registry) {
        int close = registry.startsWith("[") ? registry.indexOf(']') : 0;
        return close < 0 ? -1 : registry.indexOf(':', close);
    }

    private static String host(String host) {
        if (host.length() > ImageReference.MAX_HOST_LENGTH) {
            throw bad("has a host longer than " + ImageReference.MAX_HOST_LENGTH + " characters");
        }
        if (host.indexOf('@') >= 0) {
            throw bad("has a user name before the host");
        }
        if (host.startsWith("[")) {
            if (!Grammar.isBracketedAddress(host)) {
                throw bad("has an IPv6 address that is not one");
            }
            return host;
        }
        if (!Grammar.isHostName(host)) {
            throw bad("has a host with a part that is empty, begins or ends with -, or holds other than A-Z a-z 0-9 -");
        }
        return host;
    }

    private static String port(String digits) {
        if (!Grammar.isDigits(digits)) {
            throw bad("has a port that is not a number");
        }
        return digits;
    }

    private static String path(String path) {
        if (path.isEmpty()) {
            throw bad("has no path after the host");
        }
        if (Grammar.holdsUpperCase(path)) {
            throw bad("has capital letters in its path; a path is written in lower case");
        }
        if (!Grammar.isPath(path)) {
            throw bad("has a path that is not a-z 0-9, separated by / . _ __ or -");
        }
        return path;
    }

    private static String tag(String tag) {
        if (!Grammar.isTag(tag)) {
            throw bad("has a tag that is not one: up to 128 of A-Z a-z 0-9 _ . - and no . or - in front");
        }
        return tag;
    }

    private static String digest(String digest) {
        if (!Grammar.isDigest(digest)) {
            throw bad("has a digest that is not one: sha256:, sha384: or sha512: and its hex digits in lower case");
        }
        return digest;
    }

    private static InvalidImageReferenceException bad(String why) {
        return new InvalidImageReferenceException(why);
    }
}
