package dev.coffer.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A user name and a secret, or an identity token.
 *
 * @param username the user name; {@value #TOKEN_USERNAME} when the secret is an identity (refresh) token
 * @param secret the password or token
 * @param expires when the secret stops being valid, if that is known
 * @param realm host (and port) of the token server that the registry named when the credential was checked, if it was
 */
public record Credential(String username, Secret secret, Optional<Instant> expires, Optional<String> realm) {
    /** The user name by which Docker's helper protocol marks an identity token. */
    public static final String TOKEN_USERNAME = "<token>";

    public Credential {
        Objects.requireNonNull(username);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(expires);
        Objects.requireNonNull(realm);
    }

    /** A credential of which nothing more is known. */
    public Credential(String username, Secret secret) {
        this(username, secret, Optional.empty(), Optional.empty());
    }

    /** True when the secret is an identity (refresh) token and the user is not known. */
    public boolean isIdentityToken() {
        return username.equals(TOKEN_USERNAME);
    }

    /** True when the expiry is known and not after the instant. */
    public boolean isExpiredAt(Instant instant) {
        return expires.isPresent() && !expires.get().isAfter(instant);
    }
}
