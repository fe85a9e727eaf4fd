package dev.coffer.api.cloud;

/**
 * Fetches tokens of one cloud. It resolves credentials and calls the cloud every time: to remember tokens is its
 * caller's part.
 */
public interface TokenFetcher {
    /** Whose tokens it fetches. */
    Cloud cloud();

    /**
     * Fetches a token for a registry of this cloud. Does not throw for what can go wrong in the world: that is
     * {@link TokenAnswer.Failed}. A token that has already ended is a failure too.
     *
     * <p>An order with a workload's token is answered with that workload's identity or not at all: no element of the
     * machine's chain is asked, and what is not set up is {@link TokenAnswer.Failed} too, never {@link TokenAnswer.Absent},
     * which could end in an anonymous pull that hides the mistake.
     */
    TokenAnswer fetch(TokenOrder order);
}
