package dev.coffer.cloud.acr;

/** A service on this machine that gives out tokens of the identity that Azure has given to the machine or program. */
interface IdentityService {
    /**
     * Gets a token.
     *
     * @throws NotHereException when there is no such service, or no identity that would fit
     * @throws RefusedException when it does not work
     */
    EntraToken token(String audience) throws NotHereException, RefusedException;
}
