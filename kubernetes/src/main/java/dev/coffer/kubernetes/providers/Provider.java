package dev.coffer.kubernetes.providers;

import dev.coffer.api.image.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a configuration, as far as it could be read. The values of its environment are not kept: people put
 * secrets there.
 *
 * @param name the name of its executable in the folder of plugins
 * @param apiVersion as it is written; empty when missing
 * @param matchImages those that parse, in their order
 * @param tokenAttributes empty where there are none, or none that the kubelet would take
 * @param file the file it stands in
 * @param line where it begins, from 1
 */
public record Provider(
        String name,
        String apiVersion,
        List<MatchImage> matchImages,
        Optional<TokenAttributes> tokenAttributes,
        String file,
        int line) {
    public Provider {
        matchImages = List.copyOf(matchImages);
    }

    /** The first pattern that the image matches. One is enough for the kubelet to run the plugin. */
    public Optional<MatchImage> match(ImageReference image) {
        for (MatchImage candidate : matchImages) {
            if (candidate.pattern().matches(image)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
