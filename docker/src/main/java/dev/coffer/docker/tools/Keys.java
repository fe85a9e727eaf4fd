package dev.coffer.docker.tools;

import dev.coffer.api.image.ImageReference;
import java.util.ArrayList;
import java.util.List;

/** Which questions a tool puts for a target. */
@FunctionalInterface
interface Keys {
    List<Asking> askings(Target target);

    /** The host; Docker Hub under its URL. */
    static List<Asking> hostOrHubUrl(Target target) {
        return List.of(Asking.forKey(target.isHub() ? Hub.URL : target.registry()));
    }

    /** The repository first, then the host; Docker Hub is {@code index.docker.io}, and its host is asked by URL. */
    static List<Asking> repositoryThenHost(Target target) {
        if (!target.isHub()) {
            return target.path().isEmpty()
                    ? List.of(Asking.forKey(target.registry()))
                    : List.of(Asking.forKey(target.repository()), Asking.forKey(target.registry()));
        }
        return target.path().isEmpty()
                ? List.of(Asking.forKey(Hub.URL))
                : List.of(Asking.forKey(Hub.INDEX_HOST + "/" + target.path()), Asking.forKey(Hub.URL));
    }

    /** Helpers by host; entries by repository, its parents and the host; what is left by normalised host. */
    static List<Asking> levels(Target target) {
        return List.of(new Asking(target.registry(), levelsOf(target), containersHost(target.registry())));
    }

    /** From the repository up to the host: {@code h/a/b}, {@code h/a}, {@code h}. */
    static List<String> levelsOf(Target target) {
        List<String> levels = new ArrayList<>();
        String level = target.repository();
        while (level.length() > target.registry().length()) {
            levels.add(level);
            level = level.substring(0, level.lastIndexOf('/'));
        }
        levels.add(target.registry());
        return levels;
    }

    /** containers/image compares all names of Docker Hub as this one. */
    static String containersHost(String registry) {
        return registry.equals(ImageReference.HUB) || registry.equals(Hub.REGISTRY_HOST) ? Hub.INDEX_HOST : registry;
    }
}
