package dev.coffer.kubernetes.providers;

import dev.coffer.kubernetes.matching.ImagePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How our plugin is to be set up on a node.
 *
 * @param name the name of the plugin, under which the program is linked in the folder of plugins
 * @param matchImages at least one
 * @param defaultCacheDuration how long the kubelet keeps an answer of which nobody knows when it ends
 * @param environment variables for the plugin; never secrets, because everybody on the node may read the file
 * @param program the installed program
 * @param configFile where the configuration is to lie
 * @param binFolder the kubelet's folder of plugins
 */
public record PluginSetup(
        String name,
        List<ImagePattern> matchImages,
        Duration defaultCacheDuration,
        Map<String, String> environment,
        Optional<TokenAttributes> tokenAttributes,
        Path program,
        Path configFile,
        Path binFolder) {
    public PluginSetup {
        if (matchImages.isEmpty()) {
            throw new IllegalArgumentException("a provider needs at least one pattern");
        }
        matchImages = List.copyOf(matchImages);
        environment = Map.copyOf(environment);
    }
}
