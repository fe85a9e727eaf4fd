package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A refresh token of a registry, which clients take as a password. The answer that brings it does not say when it ends;
 * the token, a JWT, does.
 *
 * @param subject whose it is by its own words; may be empty
 */
record RegistryToken(Secret token, Instant expires, String subject) {
    /** Real ones live three hours. What claims to live longer than this is asked for again after it. */
    private static final Duration LONGEST = Duration.ofHours(24);

    /**
     * Reads a token.
     *
     * @param host the registry, for messages
     */
    static RegistryToken of(String jwt, String host, Instant now) throws RefusedException {
        if (!Visible.isVisible(jwt)) {
            throw malformed(host, "it is no JWT");
        }
        try {
            Fields claims = new Fields(Jwt.claims(jwt));
            OptionalLong end = claims.whole("exp");
            if (end.isEmpty()) {
                throw malformed(host, "it does not say when it ends");
            }
            return new RegistryToken(
                    Secret.ofText(jwt),
                    expires(end.getAsLong(), claims.whole("iat"), host, now),
                    claims.text("sub").map(text -> Words.firstLine(text, "")).orElse(""));
        } catch (BadJsonException notUnderstood) {
            throw malformed(host, String.valueOf(notUnderstood.getMessage()));
        }
    }

    /** Never later than by the token's own length of life from now, so that a slow clock does not stretch it. */
    private static Instant expires(long end, OptionalLong start, String host, Instant now) throws RefusedException {
        long left = Math.clamp(end - now.getEpochSecond(), -LONGEST.toSeconds(), LONGEST.toSeconds());
        if (end <= now.getEpochSecond()) {
            throw new RefusedException(
                    Kind.EXPIRED, "the token of " + host + " had ended when it came", "check this machine's clock");
        }
        long life = start.isPresent() && end > start.getAsLong() && start.getAsLong() >= 0
                ? Math.min(left, end - start.getAsLong())
                : left;
        return Instant.ofEpochSecond(now.getEpochSecond() + life);
    }

    private static RefusedException malformed(String host, String why) {
        return new RefusedException(
                Kind.DAMAGED, "the token of " + host + " cannot be used: " + why, "az acr check-health --name " + host);
    }
}
