package dev.coffer.registry;

import dev.coffer.api.Credential;
import dev.coffer.api.ServerAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A credential and the server it is to be tried at.
 *
 * @param server the registry
 * @param credential a user name and password, or an identity token
 * @param allowPlainHttp the user asked for plain http should the registry not speak TLS; for loopback addresses that is
 *     allowed without asking
 * @param knownRealm the token server seen at an earlier login; another one is then refused. Empty at a login by the
 *     user, which confirms whatever realm the registry names
 * @param limit how long the whole check may take
 */
public record LoginAttempt(
        ServerAddress server,
        Credential credential,
        boolean allowPlainHttp,
        Optional<String> knownRealm,
        Duration limit) {
    /** The limit when nobody set one. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    /** A login by the user, with TLS, whatever the realm was before. */
    public static LoginAttempt of(ServerAddress server, Credential credential) {
        return new LoginAttempt(server, credential, false, Optional.empty(), DEFAULT_LIMIT);
    }
}
