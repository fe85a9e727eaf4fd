package dev.coffer.cloud.ecr;

/** One place where AWS credentials may come from. */
interface ChainElement {
    /** What people know it by. */
    String name();

    /**
     * Looks there.
     *
     * @throws AwsFailure when the place is set up but yields no credentials. The chain ends there: the next element
     *     would answer with another identity than the one that was set up
     */
    Search search() throws AwsFailure;

    /** What a place holds. */
    sealed interface Search {
        /** Credentials. */
        record Found(Identity identity) implements Search {}

        /**
         * Nothing is set up there.
         *
         * @param why one line
         */
        record NotSet(String why) implements Search {}
    }
}
