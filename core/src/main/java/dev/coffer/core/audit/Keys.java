package dev.coffer.core.audit;

import dev.coffer.api.ServerAddress;
import java.util.List;

/** The keys of an {@code auths} map, as tools take them apart. */
final class Keys {
    private static final String SCHEME_END = "://";
    private static final List<String> HUB_HOSTS = List.of("docker.io", "index.docker.io", "registry-1.docker.io");
    private static final List<String> NO_PATHS = List.of("", "/", "/v1", "/v1/", "/v2", "/v2/");

    private Keys() {}

    /** True when it begins with a scheme. */
    static boolean hasScheme(String key) {
        return key.contains(SCHEME_END);
    }

    /** The host as docker, oras and helm take it out of a key: without scheme and path. */
    static String host(String key) {
        if (key.equals(ServerAddress.HUB_SPELLING)) {
            return key;
        }
        String rest = withoutScheme(key);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** What follows the host, with its slash; empty when there is nothing, or only what stands for a registry's API. */
    static String path(String key) {
        String rest = withoutScheme(key);
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash);
        return NO_PATHS.contains(path) ? "" : path;
    }

    /** True for a key of Docker Hub that is neither the one that docker looks for nor one of docker's own tokens. */
    static boolean isMisspelledHub(String key) {
        return HUB_HOSTS.contains(host(key)) && !key.startsWith(ServerAddress.HUB_SPELLING);
    }

    /** True for a key of Docker Hub under which docker keeps the tokens of a login by browser. */
    static boolean isHubToken(String key) {
        return key.startsWith(ServerAddress.HUB_SPELLING) && !key.equals(ServerAddress.HUB_SPELLING);
    }

    /** True when the last part of the path has a tag. */
    static boolean hasTag(String key) {
        String path = path(key);
        return path.indexOf(':', path.lastIndexOf('/') + 1) >= 0;
    }

    /** True when no host can be spelled so: a user or digest, blanks, control characters, wildcards, or nothing at all. */
    static boolean isUnmatchable(String key) {
        if (host(key).isEmpty()) {
            return true;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c <= ' ' || c == '@' || c == '*' || c == 0x7f) {
                return true;
            }
        }
        return false;
    }

    private static String withoutScheme(String key) {
        int scheme = key.indexOf(SCHEME_END);
        return scheme < 0 ? key : key.substring(scheme + SCHEME_END.length());
    }
}
