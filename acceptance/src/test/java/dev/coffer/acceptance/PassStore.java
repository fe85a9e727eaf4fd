package dev.coffer.acceptance;

import java.util.List;

/** A password store (the {@code pass} program) with a GPG key of its own. */
final class PassStore {
    private PassStore() {}

    /** Its key asks for no passphrase. */
    static void create(Sandbox user) {
        create(user, "");
    }

    /** Its key has a passphrase, which gpg-agent does not know. */
    static void createLocked(Sandbox user) {
        create(user, "passphrase of the key");
        stop(user);
    }

    private static void create(Sandbox user, String passphrase) {
        Peers.require("gpg", "gpgconf", "pass");
        user.with("GNUPGHOME", user.path("gnupg").toString());
        user.run(List.of("mkdir", "-m", "0700", user.path("gnupg").toString())).succeeded();
        user.run(List.of(
                        "gpg",
                        "--batch",
                        "--quiet",
                        "--pinentry-mode",
                        "loopback",
                        "--passphrase",
                        passphrase,
                        "--quick-generate-key",
                        "coffer-test",
                        // Made at once, other than the default one.
                        "future-default",
                        "default",
                        "never"))
                .succeeded();
        user.run(List.of("pass", "init", "coffer-test")).succeeded();
    }

    /** Ends the agent that gpg left in the background. */
    static void stop(Sandbox user) {
        user.run(List.of("gpgconf", "--kill", "gpg-agent")).succeeded();
    }
}
