package dev.coffer.registry;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;

/** A program that does nothing but one login, so that a test can see it in a fresh process. */
final class LoginProgram {
    private LoginProgram() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        try (Http http = Http.of(Environment.ofProcess(), "test")) {
            System.out.println(new RegistryCheck(http)
                    .check(LoginAttempt.of(
                            ServerAddress.parse(arguments[0]), new Credential("alice", Secret.ofText("password")))));
        }
    }
}
