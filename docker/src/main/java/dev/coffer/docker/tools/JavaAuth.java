package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What Java tools do with {@code auth}: {@code java.util.Base64}, which takes it without padding too. */
final class JavaAuth {
    private static final String TOKEN_USER = "<token>";

    private JavaAuth() {}

    /**
     * The decoded text.
     *
     * @throws StoppedException when it is no base64: the tools' decoders throw
     */
    static String decoded(String auth, ConfigEntry entry) throws StoppedException {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException invalid) {
            throw broken(entry, "its auth is not base64");
        }
    }

    /**
     * User name and password, parted at the first colon.
     *
     * @throws StoppedException when there is no colon
     */
    static ToolCredential login(String decoded, ConfigEntry entry) throws StoppedException {
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            throw broken(entry, "its auth has no colon");
        }
        return ToolCredential.of(decoded.substring(0, colon), Secret.ofText(decoded.substring(colon + 1)));
    }

    /** A login whose user name {@code <token>} makes the secret an identity token. */
    static ToolCredential loginOrToken(String username, Secret secret) {
        return username.equals(TOKEN_USER)
                ? ToolCredential.ofIdentityToken(secret)
                : ToolCredential.of(username, secret);
    }

    /** Also with this identity token. */
    static ToolCredential with(ToolCredential login, Optional<String> identityToken) {
        return new ToolCredential(
                login.username(), login.password(), identityToken.map(Secret::ofText), login.registryToken());
    }

    /** The entry ends the tool's look-up with an error. */
    static StoppedException broken(ConfigEntry entry, String why) {
        return new StoppedException("the entry " + Inquiry.shownKey(entry.key()) + " cannot be read: " + why);
    }
}
