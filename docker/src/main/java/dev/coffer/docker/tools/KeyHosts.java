package dev.coffer.docker.tools;

/** The host part of a file's key, as each family of tools cuts it out. */
final class KeyHosts {
    private KeyHosts() {}

    /** Docker: a URL's host and port; without a scheme all before the first slash. */
    static String docker(String key) {
        return GoUrl.hostAndPort(key).orElseGet(() -> beforeSlash(key));
    }

    /** oras-go: without {@code http://} or {@code https://}, all before the first slash. */
    static String oras(String key) {
        return beforeSlash(withoutScheme(key));
    }

    /** containers/image: only a key with a scheme loses its path; the names of Docker Hub are one. */
    static String containers(String key) {
        String stripped = containersWithoutScheme(key);
        return Keys.containersHost(stripped.equals(key) ? key : beforeSlash(stripped));
    }

    /** containers/image in {@code .dockercfg}: every key loses its path. */
    static String containersFlat(String key) {
        return Keys.containersHost(beforeSlash(containersWithoutScheme(key)));
    }

    static String beforeSlash(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    static String withoutScheme(String key) {
        if (key.startsWith("http://")) {
            return key.substring("http://".length());
        }
        return key.startsWith("https://") ? key.substring("https://".length()) : key;
    }

    /** One after the other: {@code http://https://h} loses both. */
    private static String containersWithoutScheme(String key) {
        String stripped = key.startsWith("http://") ? key.substring("http://".length()) : key;
        return stripped.startsWith("https://") ? stripped.substring("https://".length()) : stripped;
    }
}
