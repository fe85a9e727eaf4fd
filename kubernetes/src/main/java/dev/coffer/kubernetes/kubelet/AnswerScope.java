package dev.coffer.kubernetes.kubelet;

import dev.coffer.api.image.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What an answer is good for: which images, and how long the kubelet may keep it.
 *
 * @param key the pattern that goes with the credential; fits exactly what {@code cacheKeyType} stands for
 * @param cacheDuration empty when nothing is known: then the {@code defaultCacheDuration} of the configuration counts
 */
public record AnswerScope(String key, CacheKeyType cacheKeyType, Optional<Duration> cacheDuration) {
    /**
     * How much life a credential from the kubelet's cache has at least, if it has it now: a pull begins with it, and its
     * last layer may be asked for minutes later.
     */
    public static final Duration RESERVE = Duration.ofMinutes(10);

    /**
     * The scope of an answer.
     *
     * <p>An answer to a request with a service account is for its image alone, whatever it depends on, so that no account
     * is served what another one was given. So is one that depends on the path. Any other is for the registry: the same
     * host and the same port.
     *
     * @param dependsOnPath whether another image of the registry could have got another answer
     * @param expires when the credential ends, if it does
     */
    public static AnswerScope of(PluginRequest request, boolean dependsOnPath, Optional<Instant> expires, Instant now) {
        Optional<Duration> cacheDuration =
                expires.isEmpty() ? Optional.empty() : Optional.of(cacheDuration(now, expires.get()));
        return dependsOnPath || request.serviceAccountToken().isPresent()
                ? new AnswerScope(imageKey(request.image()), CacheKeyType.IMAGE, cacheDuration)
                : new AnswerScope(request.image().registry(), CacheKeyType.REGISTRY, cacheDuration);
    }

    /**
     * A key that fits the image (none can fit an IPv6 address without a port, nor does a {@code matchImages} then, so that
     * the kubelet does not ask). The kubelet takes {@code /v1} or {@code /v2} in front of a key's path away, because old
     * docker configurations have it; where the image's path begins so, there has to be one more.
     */
    private static String imageKey(ImageReference image) {
        boolean looksLikeApi = image.path().startsWith("v1/") || image.path().startsWith("v2/");
        return image.registry() + (looksLikeApi ? "/v2/" : "/") + image.path();
    }

    /** The remaining life without {@link #RESERVE}, at least half of it, in whole seconds; zero after the end. */
    private static Duration cacheDuration(Instant now, Instant expires) {
        if (!expires.isAfter(now)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, expires);
        Duration half = left.dividedBy(2);
        Duration reserve = half.compareTo(RESERVE) < 0 ? half : RESERVE;
        return min(left.minus(reserve), GoDuration.MAX).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
