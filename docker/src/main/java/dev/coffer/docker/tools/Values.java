package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import java.util.List;
import java.util.Optional;

/** How a tool reads an entry. */
@FunctionalInterface
interface Values {
    Value read(ConfigEntry entry, Inquiry inquiry);

    /** The fields as they are; {@code auth} is left aside. */
    static Value fields(ConfigEntry entry, Inquiry inquiry) {
        return fields(entry);
    }

    private static Value fields(ConfigEntry entry) {
        return credential(entry.username(), entry.password(), entry.identityToken(), entry.registryToken());
    }

    /** Docker: all fields, and an {@code auth} with a user name over user name and password. */
    static Value docker(ConfigEntry entry, Inquiry inquiry) {
        return isDecodable(entry) ? fields(decoded(entry)) : fields(entry);
    }

    /**
     * Docker, after it met an {@code auth} that it cannot decode: it stops there, and whether this entry had its turn
     * before is a matter of luck.
     */
    static Value dockerInterrupted(ConfigEntry entry, Inquiry inquiry) {
        if (entry.auth().orElse("").isEmpty() || !isDecodable(entry)) {
            return fields(entry);
        }
        return inquiry.chance().pick(List.of(true, false)) ? fields(decoded(entry)) : fields(entry);
    }

    /** True when docker can decode its {@code auth}, or it has none. */
    static boolean isDecodable(ConfigEntry entry) {
        String auth = entry.auth().orElse("");
        return auth.isEmpty() || GoBase64.decode(auth).orElse("").indexOf(':') > 0;
    }

    private static ConfigEntry decoded(ConfigEntry entry) {
        String auth = entry.auth().orElse("");
        if (auth.isEmpty()) {
            return entry;
        }
        String login = GoBase64.decode(auth).orElseThrow();
        int colon = login.indexOf(':');
        return entry.withLogin(login.substring(0, colon), GoBase64.withoutNuls(login.substring(colon + 1)));
    }

    /** containers/image: only {@code auth}, and {@code identitytoken} beside it. */
    static Value authAndIdentityToken(ConfigEntry entry, Inquiry inquiry) {
        Optional<String> decoded = GoBase64.decode(entry.auth().orElse(""));
        if (decoded.isEmpty()) {
            return new Value.Broken("auth is not base64 with padding");
        }
        int colon = decoded.get().indexOf(':');
        if (colon < 0) {
            return new Value.Nothing(
                    decoded.get().isEmpty() ? "it has no auth, and nothing else is read" : "its auth has no colon");
        }
        return credential(
                Optional.of(decoded.get().substring(0, colon)),
                Optional.of(GoBase64.withoutNuls(decoded.get().substring(colon + 1))),
                entry.identityToken(),
                Optional.empty());
    }

    /** A kubelet: {@code auth} with a colon over user name and password, and no tokens; an empty entry counts. */
    static Value kubelet(ConfigEntry entry, Inquiry inquiry) {
        Optional<ConfigEntry> decoded = decodedLeniently(entry);
        if (decoded.isEmpty()) {
            return new Value.Broken("auth is not base64 of USER:PASSWORD");
        }
        return new Value.Usable(ToolCredential.of(
                decoded.get().username().orElse(""),
                Secret.ofText(decoded.get().password().orElse(""))));
    }

    /** With {@code auth} decoded, whatever its user name; empty when it has one that is not base64 with a colon. */
    static Optional<ConfigEntry> decodedLeniently(ConfigEntry entry) {
        String auth = entry.auth().orElse("");
        if (auth.isEmpty()) {
            return Optional.of(entry);
        }
        String login = GoBase64.decode(auth).orElse("");
        int colon = login.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(
                        entry.withLogin(login.substring(0, colon), GoBase64.withoutNuls(login.substring(colon + 1))));
    }

    /** oras-go: all fields, and {@code auth} over user name and password. */
    static Value authOverFields(ConfigEntry entry, Inquiry inquiry) {
        if (entry.auth().orElse("").isEmpty()) {
            return fields(entry);
        }
        Optional<String> decoded = GoBase64.decode(entry.auth().get());
        int colon = decoded.orElse("").indexOf(':');
        if (colon < 0) {
            return new Value.Broken(decoded.isEmpty() ? "auth is not base64 with padding" : "its auth has no colon");
        }
        return fields(
                entry.withLogin(decoded.get().substring(0, colon), decoded.get().substring(colon + 1)));
    }

    /** A credential of the parts that are not empty. */
    static Value credential(
            Optional<String> username,
            Optional<String> password,
            Optional<String> identityToken,
            Optional<String> registryToken) {
        Optional<String> identity = identityToken.filter(token -> !token.isEmpty());
        Optional<String> registry = registryToken.filter(token -> !token.isEmpty());
        boolean loginIsEmpty =
                username.orElse("").isEmpty() && password.orElse("").isEmpty();
        if (loginIsEmpty && identity.isEmpty() && registry.isEmpty()) {
            return new Value.Nothing("it is empty");
        }
        Optional<String> user = loginIsEmpty ? Optional.empty() : Optional.of(username.orElse(""));
        Optional<String> secret = loginIsEmpty ? Optional.empty() : Optional.of(password.orElse(""));
        return new Value.Usable(new ToolCredential(
                user, secret.map(Secret::ofText), identity.map(Secret::ofText), registry.map(Secret::ofText)));
    }
}
