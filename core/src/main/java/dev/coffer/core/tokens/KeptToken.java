package dev.coffer.core.tokens;

import dev.coffer.api.cloud.TokenAnswer;
import java.time.Duration;
import java.time.Instant;

/**
 * A token that is remembered, and how long it is good for what.
 *
 * @param obtained when it came
 */
record KeptToken(Instant obtained, TokenAnswer.Fetched token) {
    /** A pull may begin some seconds after the answer, and clocks differ. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    /** True in the first half of its life, when it is answered without asking anybody. */
    boolean isFresh(Instant now) {
        Duration life = Duration.between(obtained, token.expires());
        return isUsable(now) && now.isBefore(obtained.plus(life.dividedBy(2)));
    }

    /**
     * True when it may be answered if there is no newer one. One that came in the future says that the clock was set back,
     * so nobody knows how much of its life is over.
     */
    boolean isUsable(Instant now) {
        return now.plus(MARGIN).isBefore(token.expires()) && !now.plus(MARGIN).isBefore(obtained);
    }

    /** True when it came after the question, which makes it as good as one fetched for it, however short its life. */
    boolean isValidSince(Instant question, Instant now) {
        return obtained.isAfter(question)
                && !obtained.isAfter(now)
                && token.expires().isAfter(now);
    }
}
