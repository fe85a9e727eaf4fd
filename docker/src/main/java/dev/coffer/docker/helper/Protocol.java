package dev.coffer.docker.helper;

/** The words of the protocol that the other side compares. */
final class Protocol {
    /** The one error text that clients do not take for an error. */
    static final String NOT_FOUND = "credentials not found in native keychain";

    static final String NO_SERVER_URL = "no credentials server URL";
    static final String NO_USERNAME = "no credentials username";

    static final String SERVER_URL = "ServerURL";
    static final String USERNAME = "Username";
    static final String SECRET = "Secret";

    private Protocol() {}
}
