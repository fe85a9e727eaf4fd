package dev.coffer.cloud.gcr;

import com.google.auth.oauth2.AccessToken;
import dev.coffer.api.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/** Tokens of Google's library as replies. */
final class Tokens {
    /**
     * How long a token of unknown end is used. Google's token exchange leaves the end out when the token lives as long as
     * the identity it was exchanged for; GitHub's, the shortest of the common ones, live five minutes.
     */
    static final Duration UNKNOWN_LIFE = Duration.ofMinutes(5);

    private Tokens() {}

    static Reply.Token of(AccessToken token, String identity, String said, InstantSource clock) {
        Instant end = Optional.ofNullable(token.getExpirationTime())
                .map(Date::toInstant)
                .orElseGet(() -> clock.instant().plus(UNKNOWN_LIFE));
        return new Reply.Token(Secret.ofText(token.getTokenValue()), end, identity, said);
    }
}
