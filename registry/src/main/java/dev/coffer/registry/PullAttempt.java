package dev.coffer.registry;

import dev.coffer.api.Credential;
import dev.coffer.api.image.ImageReference;
import java.time.Duration;
import java.util.Optional;

/**
 * An image and the credential with which somebody would pull it.
 *
 * @param image the image; without tag and digest {@code latest} is meant
 * @param credential a user name and password, or an identity token; empty for a pull without any
 * @param allowPlainHttp plain http may be used should the registry not speak TLS; for loopback addresses that is allowed
 *     without asking
 * @param limit how long the whole check may take
 */
public record PullAttempt(
        ImageReference image, Optional<Credential> credential, boolean allowPlainHttp, Duration limit) {
    /** The limit when nobody set one. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(15);
}
