package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import java.util.Optional;

/**
 * What regclient knows of a host; what a later source sets replaces what an earlier one has set.
 *
 * @param name {@code docker.io}, {@code host:port}
 * @param helper what follows {@code docker-credential-}
 * @param helperInput what the helper is asked for
 */
record RegclientHost(
        String name,
        Optional<String> helper,
        Optional<String> helperInput,
        Optional<String> user,
        Optional<Secret> password,
        Optional<Secret> token,
        CredentialPlace place) {
    /** This, with what the other sets. */
    RegclientHost overlaidBy(RegclientHost other) {
        boolean setsLogin = other.user.isPresent() || other.password.isPresent() || other.token.isPresent();
        return new RegclientHost(
                name,
                other.helper.or(() -> helper),
                other.helper.isPresent() ? other.helperInput : helperInput,
                other.user.or(() -> user),
                other.password.or(() -> password),
                other.token.or(() -> token),
                setsLogin ? other.place : place);
    }

    /** The credential that it holds itself. */
    Optional<ToolCredential> own() {
        boolean hasLogin = user.isPresent() && password.isPresent();
        return hasLogin || token.isPresent()
                ? Optional.of(new ToolCredential(user, password, token, Optional.empty()))
                : Optional.empty();
    }

    /** The host that a key names; empty when the key has a path or an unknown scheme. */
    static Optional<String> nameOf(String key) {
        if (key.equals(Hub.URL) || key.equals(Hub.REGISTRY_HOST)) {
            return Optional.of("docker.io");
        }
        int mark = key.indexOf("://");
        if (mark >= 0 && !key.startsWith("http://") && !key.startsWith("https://")) {
            return Optional.empty();
        }
        String bare = KeyHosts.withoutScheme(key);
        String host = KeyHosts.beforeSlash(bare);
        String path = bare.substring(host.length());
        return path.isEmpty() || path.equals("/") ? Optional.of(host) : Optional.empty();
    }
}
