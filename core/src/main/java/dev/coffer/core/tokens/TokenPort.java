package dev.coffer.core.tokens;

import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenOrder;

/** Where new tokens come from. */
@FunctionalInterface
interface TokenPort {
    /** Fetches a token; what goes wrong is an answer too. */
    TokenAnswer fetch(Cloud cloud, TokenOrder order);
}
