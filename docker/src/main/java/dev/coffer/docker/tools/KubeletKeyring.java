package dev.coffer.docker.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A kubelet's keyring: entries by host and path, where each label of the host may hold a pattern. Longer keys come
 * first, since the keys are sorted backwards.
 *
 * @param keys sorted, with the entry that each leads to; equal keys in the order in which they were added
 */
record KubeletKeyring(List<Key> keys) {
    /** A key as the keyring compares it, and the entry behind it. */
    record Key(String normalised, ConfigEntry entry, Holder holder) {}

    KubeletKeyring {
        keys = List.copyOf(keys);
    }

    /** A keyring of these documents. */
    static KubeletKeyring of(List<ConfigDocument> documents) {
        List<Key> keys = new ArrayList<>();
        for (ConfigDocument document : documents) {
            for (ConfigEntry entry : document.entries()) {
                keys.add(new Key(normalised(entry.key()), entry, document.holder()));
            }
        }
        // A stable sort: of equal keys the first document's stays first.
        keys.sort(Comparator.comparing(Key::normalised).reversed());
        return new KubeletKeyring(keys);
    }

    /** All that a kubelet tries for a repository, in its order. */
    List<Key> matching(String repository) {
        List<Key> matching = new ArrayList<>();
        for (Key key : keys) {
            if (matches(key.normalised(), repository)) {
                matching.add(key);
            }
        }
        if (matching.isEmpty() && isOnHub(repository)) {
            for (Key key : keys) {
                if (key.normalised().equals(Hub.INDEX_HOST)) {
                    matching.add(key);
                }
            }
        }
        return matching;
    }

    /** Without scheme; {@code /v1/} and {@code /v2/} in front of the path, and a path that is only a slash, go. */
    private static String normalised(String key) {
        String bare = KeyHosts.withoutScheme(key);
        int slash = bare.indexOf('/');
        if (slash < 0) {
            return bare;
        }
        String path = bare.substring(slash);
        String effective = path.startsWith("/v1/") || path.startsWith("/v2/") ? path.substring(3) : path;
        return bare.substring(0, slash) + (effective.equals("/") ? "" : effective);
    }

    /** Equal ports, equally many labels that fit one by one, and a path that begins like the key's. */
    private static boolean matches(String key, String repository) {
        String keyHost = KeyHosts.beforeSlash(key);
        String host = KeyHosts.beforeSlash(repository);
        if (!repository.substring(host.length()).startsWith(key.substring(keyHost.length()))
                || !port(keyHost).equals(port(host))) {
            return false;
        }
        String[] patterns = withoutPort(keyHost).split("\\.", -1);
        String[] labels = withoutPort(host).split("\\.", -1);
        if (patterns.length != labels.length) {
            return false;
        }
        for (int i = 0; i < labels.length; i++) {
            if (!LabelPattern.matches(patterns[i], labels[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOnHub(String repository) {
        String first = KeyHosts.beforeSlash(repository);
        return first.equals("docker.io")
                || first.equals(Hub.INDEX_HOST)
                || (first.indexOf('.') < 0 && first.indexOf(':') < 0);
    }

    private static String port(String host) {
        int colon = portColon(host);
        return colon < 0 ? "" : host.substring(colon + 1);
    }

    private static String withoutPort(String host) {
        int colon = portColon(host);
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static int portColon(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? colon : -1;
    }
}
