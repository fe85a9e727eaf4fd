package dev.coffer.acceptance.differential;

/**
 * What a tool shows of a credential to the one it asks.
 *
 * @param text in words that can be compared: {@code user and password}, {@code identity token}
 */
record Wire(String text) {
    /** The tool asks, and shows nothing. */
    static final Wire ANONYMOUS = new Wire("nothing");

    /** The tool stops before it asks. */
    static final Wire STOPPED = new Wire("no request");

    /** A user name and a password, at the registry or at its token server. */
    static Wire login(String username, String password) {
        return new Wire("login as '" + username + "' with '" + password + "'");
    }

    /** A user's name, and nothing else. */
    static Wire user(String username) {
        return new Wire("login as '" + username + "'");
    }

    /** An identity token, exchanged at the token server. */
    static Wire identityToken(String token) {
        return new Wire("identity token '" + token + "'");
    }

    /** A token that the registry itself understands. */
    static Wire registryToken(String token) {
        return new Wire("registry token '" + token + "'");
    }

    @Override
    public String toString() {
        return text;
    }
}
