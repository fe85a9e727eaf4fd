package dev.coffer.acceptance;

import java.util.List;

/** A password store (the {@code pass} program) with a GPG key of its own that asks for no passphrase. */
final class PassStore {
    private PassStore() {}

    static void create(Sandbox user) {
        user.with("GNUPGHOME", user.path("gnupg").toString());
        user.run(List.of("mkdir", "-m", "0700", user.path("gnupg").toString())).succeeded();
        user.run(List.of(
                        "gpg",
                        "--batch",
                        "--quiet",
                        "--pinentry-mode",
                        "loopback",
                        "--passphrase",
                        "",
                        "--quick-generate-key",
                        "coffer-test",
                        "default",
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
