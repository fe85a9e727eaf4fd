package dev.coffer.docker.tools;

/**
 * How a tool deals with the helpers that a document names.
 *
 * @param emptyName what an empty name in {@code credHelpers} does
 * @param readsCredsStore whether it knows {@code credsStore} at all
 * @param tokenUser whether the user name {@code <token>} makes the secret an identity token
 * @param notFound what it does when the helper has nothing
 * @param failed what it does when the helper fails
 * @param absent what it does when there is no such program
 */
record HelperRules(
        EmptyName emptyName, boolean readsCredsStore, boolean tokenUser, After notFound, After failed, After absent) {
    /** What an empty helper name does. */
    enum EmptyName {
        /** No helper is asked, not even the general one. */
        NO_HELPER,
        /** The general helper is asked. */
        GENERAL_HELPER,
        /** A program {@code docker-credential-} is run, which nobody has. */
        RUNS_IT
    }

    /** How a look-up goes on after a helper without an answer. */
    enum After {
        /** The document gives nothing: its entries are hidden. */
        NOTHING,
        /** The next part of the document. */
        NEXT_PART,
        /** The tool stops with an error. */
        ERROR
    }

    /** Docker's library: not found hides the entries; what failures do is the caller's choice. */
    static HelperRules docker(After failed) {
        return new HelperRules(EmptyName.NO_HELPER, true, true, After.NOTHING, failed, failed);
    }

    /** containers/image: only {@code credHelpers}. */
    static HelperRules containers() {
        return new HelperRules(EmptyName.RUNS_IT, false, true, After.NOTHING, After.ERROR, After.ERROR);
    }

    /** oras-go. */
    static HelperRules oras() {
        return new HelperRules(EmptyName.GENERAL_HELPER, true, true, After.NOTHING, After.ERROR, After.ERROR);
    }
}
