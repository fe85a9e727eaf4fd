package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import java.util.Optional;

/**
 * What a tool takes out of a file or a helper: not every tool can use every part, and a file may hold parts that do not
 * belong together.
 *
 * @param username may be empty, for there are tools that send an empty one
 * @param password may be empty
 * @param identityToken a refresh token
 * @param registryToken a bearer token for the registry itself
 */
public record ToolCredential(
        Optional<String> username,
        Optional<Secret> password,
        Optional<Secret> identityToken,
        Optional<Secret> registryToken) {
    /** A user name and a password. */
    public static ToolCredential of(String username, Secret password) {
        return new ToolCredential(Optional.of(username), Optional.of(password), Optional.empty(), Optional.empty());
    }

    /** An identity token alone. */
    public static ToolCredential ofIdentityToken(Secret token) {
        return new ToolCredential(Optional.empty(), Optional.empty(), Optional.of(token), Optional.empty());
    }
}
