package dev.coffer.docker.tools;

import java.util.Optional;

/** What a credential must hold for a tool to send it. */
@FunctionalInterface
interface Sends {
    /** What is missing, in words; empty when it is sent. */
    Optional<String> lackOf(ToolCredential credential);

    /** Whatever was found. */
    static Optional<String> anything(ToolCredential credential) {
        return Optional.empty();
    }

    /** A token, or a user name and a password that are not empty. */
    static Optional<String> tokenOrFullLogin(ToolCredential credential) {
        if (credential.identityToken().isPresent() || credential.registryToken().isPresent()) {
            return Optional.empty();
        }
        if (credential.username().orElse("").isEmpty()) {
            return Optional.of("the user name is empty");
        }
        boolean empty =
                credential.password().isEmpty() || credential.password().get().isEmpty();
        return empty ? Optional.of("the password is empty") : Optional.empty();
    }

    /** A user name, which is what {@code login --get-login} prints. */
    static Optional<String> userName(ToolCredential credential) {
        return credential.username().orElse("").isEmpty() ? Optional.of("there is no user name") : Optional.empty();
    }
}
