package dev.coffer.kubernetes.providers;

import dev.coffer.api.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The providers of a node, in their order. */
public record ProviderConfig(List<Provider> providers) {
    public ProviderConfig {
        providers = List.copyOf(providers);
    }

    /** A provider that is run for an image, and the first of its patterns that says so. */
    public record Serving(Provider provider, MatchImage by) {}

    /** The providers that the kubelet runs for the image. It runs all of them, and tries what each of them answers. */
    public List<Serving> serving(ImageReference image) {
        List<Serving> serving = new ArrayList<>();
        for (Provider provider : providers) {
            Optional<MatchImage> match = provider.match(image);
            match.ifPresent(by -> serving.add(new Serving(provider, by)));
        }
        return serving;
    }
}
