package dev.coffer.kubernetes.matching;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model of what a kubelet does with the keys of an answer: it takes the scheme and an old {@code /v1} or {@code /v2} in
 * front of the path away, and tries all that match in reverse order of their bytes; an image of Docker Hub for which
 * nothing matches gets what is kept under {@code index.docker.io}.
 */
public final class KubeletKeyring {
    private static final String HUB_KEY = "index.docker.io";

    private final TreeMap<String, List<Kept>> entries = new TreeMap<>(
            Comparator.<String, byte[]>comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
                    .reversed());

    /** An empty one. */
    public KubeletKeyring() {}

    /** A value and its key as it was given. */
    public record Kept(String key, String value) {}

    /** Returns false where the kubelet passes over the key, because it does not parse. */
    public boolean add(String key, String value) {
        Optional<String> reduced = reduce(key);
        reduced.ifPresent(pattern ->
                entries.computeIfAbsent(pattern, unused -> new ArrayList<>()).add(new Kept(key, value)));
        return reduced.isPresent();
    }

    /** What is kept for an image, named without tag and digest, in the order in which the kubelet tries it. */
    public List<Kept> lookup(String image) {
        List<Kept> found = new ArrayList<>();
        for (Map.Entry<String, List<Kept>> entry : entries.entrySet()) {
            if (ImagePattern.parse(entry.getKey()).matches(image)) {
                found.addAll(entry.getValue());
            }
        }
        return found.isEmpty() && isOnHub(image) ? List.copyOf(entries.getOrDefault(HUB_KEY, List.of())) : found;
    }

    private static Optional<String> reduce(String key) {
        String text = key;
        for (String scheme : List.of("https://", "http://")) {
            if (key.startsWith(scheme)) {
                text = key.substring(scheme.length());
            }
        }
        try {
            SchemelessUrl url = SchemelessUrl.parse(text);
            boolean isApi = url.path().startsWith("/v1/") || url.path().startsWith("/v2/");
            String path = isApi ? url.path().substring("/v1".length()) : url.path();
            String bytes = authority(url) + (path.equals("/") ? "" : path);
            String pattern = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            // The kubelet parses what is left a second time, when it compares.
            ImagePattern.parse(pattern);
            return Optional.of(pattern);
        } catch (InvalidImagePatternException passedOver) {
            return Optional.empty();
        }
    }

    private static String authority(SchemelessUrl url) {
        String host = url.host().indexOf(':') >= 0 && !url.port().isEmpty() ? "[" + url.host() + "]" : url.host();
        return url.port().isEmpty() ? host : host + ":" + url.port();
    }

    /** Whether the kubelet takes the image for one of Docker Hub. It takes {@code localhost/x} for one, too. */
    static boolean isOnHub(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? image : image.substring(0, slash);
        if (first.isEmpty() || slash < 0) {
            return !first.isEmpty();
        }
        return first.equals("docker.io") || first.equals(HUB_KEY) || (first.indexOf('.') < 0 && first.indexOf(':') < 0);
    }
}
