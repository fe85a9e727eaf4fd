package dev.coffer.cloud.acr;

/** One element of the chain: a way to a token of Entra ID. */
interface Source {
    /** Its name for people: {@code workload identity}. */
    String element();

    /**
     * Gets a token.
     *
     * @param audience for whom: {@code https://containerregistry.azure.net}
     * @throws NotHereException when this way is not set up on this machine
     * @throws RefusedException when it is set up and does not work
     */
    EntraToken token(String audience) throws NotHereException, RefusedException;
}
