package dev.coffer.kubernetes.matching;

import dev.coffer.api.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A pattern as the kubelet compares it with images, for {@code matchImages}, for the keys of a plugin's answer and for
 * the entries of a pull secret.
 *
 * <p>The rule is the kubelet's {@code URLsMatch}. Pattern and image are parsed as URLs without their scheme. The ports
 * must be the same text: no port and {@code 443} differ. The hosts must have the same number of labels, and each label
 * is a glob for its counterpart, with case. The pattern's path must be a plain prefix of the image's: {@code gcr.io/a}
 * matches {@code gcr.io/ab}, and a glob in a path is no glob.
 *
 * <p>Where Go 1.26 parses more strictly than the releases before it (a second colon in a host, brackets around something
 * else than an IPv6 address), so does this; no valid image is concerned.
 */
public final class ImagePattern {
    private final String text;
    private final SchemelessUrl url;
    private final List<String> labels;
    private final Optional<List<LabelGlob>> globs;
    private final Optional<String> whyNever;

    private ImagePattern(String text, SchemelessUrl url) {
        this.text = text;
        this.url = url;
        this.labels = labels(url);
        List<Optional<LabelGlob>> parsed = labels.stream().map(LabelGlob::parse).toList();
        this.globs = parsed.stream().allMatch(Optional::isPresent)
                ? Optional.of(parsed.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
        this.whyNever = NeverMatching.reason(url, labels);
    }

    /**
     * Reads a pattern. The empty one is a pattern for the kubelet.
     *
     * @throws InvalidImagePatternException when it does not parse; the kubelet does not start with such a pattern in
     *     {@code matchImages}, and passes over such a key elsewhere
     */
    public static ImagePattern parse(String text) {
        return new ImagePattern(text, SchemelessUrl.parse(text));
    }

    /**
     * The pattern that the kubelet makes of a server in a docker configuration or in an answer of a plugin: the scheme,
     * user info, query and fragment are dropped, as is {@code /v1} or {@code /v2} in front of the path, a path of nothing
     * but a slash, and percent signs are decoded. What is left is parsed a second time.
     *
     * @throws InvalidImagePatternException when one of the two does not parse; the kubelet passes over such a key
     * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/credentialprovider/keyring.go">keyring.go</a>
     */
    public static ImagePattern ofKey(String key) {
        SchemelessUrl url = SchemelessUrl.parse(withoutScheme(key));
        String path = url.path();
        if (path.startsWith("/v1/") || path.startsWith("/v2/")) {
            path = path.substring("/v1".length());
        }
        String bytes = url.authority() + (path.equals("/") ? "" : path);
        return parse(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String withoutScheme(String key) {
        for (String scheme : List.of("https://", "http://")) {
            if (key.startsWith(scheme)) {
                return key.substring(scheme.length());
            }
        }
        return key;
    }

    /** The text as it was given; of {@link #ofKey}, what is compared. */
    public String text() {
        return text;
    }

    /** Whether the kubelet finds the image, which it names without tag and digest, to match. */
    public boolean matches(ImageReference image) {
        return matches(image.repository());
    }

    /** Whether the kubelet finds a text, which need not be a valid image, to match. */
    public boolean matches(String image) {
        try {
            return matches(SchemelessUrl.parse(image));
        } catch (InvalidImagePatternException unparsable) {
            return false;
        }
    }

    private boolean matches(SchemelessUrl image) {
        List<String> imageLabels = labels(image);
        if (globs.isEmpty()
                || !url.port().equals(image.port())
                || labels.size() != imageLabels.size()
                || !image.path().startsWith(url.path())) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!globs.get().get(i).matches(imageLabels.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Why no image can ever match, if none can: an image's host, port and path have a grammar, and a completed image of
     * Docker Hub is always spelled {@code docker.io}.
     */
    public Optional<String> whyNever() {
        return whyNever;
    }

    /**
     * Whether each image that matches the other pattern matches this one, too. Of a pattern that can never match nothing
     * is said: false.
     */
    public boolean covers(ImagePattern other) {
        // Where images can match at all, a star is the only glob, and no label holds one as a plain character: so the
        // other's star stands for a character that only a star of ours can take.
        return canMatch() && other.canMatch() && matches(other.url);
    }

    /** Whether some text could match both patterns; false when one of them can never match. */
    public boolean overlaps(ImagePattern other) {
        if (!canMatch()
                || !other.canMatch()
                || !url.port().equals(other.url.port())
                || labels.size() != other.labels.size()
                || !(url.path().startsWith(other.url.path()) || other.url.path().startsWith(url.path()))) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!StarGlobs.intersect(labels.get(i), other.labels.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it holds a user name, a query or a fragment, which the kubelet drops without a word. */
    public boolean hasIgnoredParts() {
        return url.hasIgnoredParts();
    }

    private boolean canMatch() {
        return whyNever.isEmpty();
    }

    private static List<String> labels(SchemelessUrl url) {
        return List.of(url.host().split("\\.", -1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImagePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
