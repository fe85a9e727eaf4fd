package dev.coffer.acceptance.differential;

import dev.coffer.api.Secret;
import dev.coffer.docker.tools.HelperReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A credential helper that notes what it is asked for.
 *
 * @param name what follows {@code docker-credential-}
 * @param knows the only address it has an answer for; with {@code *} it answers all
 * @param stdout its answer, in single quotes within the script, so without any
 * @param status its exit status
 * @param reply the same answer, as the models are told it
 */
record Helper(String name, String knows, String stdout, int status, HelperReply reply) {
    private static final String NOT_FOUND = "credentials not found in native keychain";

    /** One that has this credential for every address. */
    static Helper answering(String name, String username, String secret) {
        return knowing(name, "*", username, secret);
    }

    /** One that has this credential for one address. */
    static Helper knowing(String name, String address, String username, String secret) {
        String json = "{\"ServerURL\":\"x\",\"Username\":\"" + username + "\",\"Secret\":\"" + secret + "\"}";
        return new Helper(name, address, json, 0, new HelperReply.Answer(username, Secret.ofText(secret)));
    }

    /** One that has nothing. */
    static Helper empty(String name) {
        return new Helper(name, "*", NOT_FOUND, 1, new HelperReply.NotFound());
    }

    /** One that does not work. */
    static Helper failing(String name, String stdout, int status) {
        return new Helper(name, "*", stdout, status, new HelperReply.Failed(status, stdout));
    }

    HelperReply ask(String server) {
        return knows.equals("*") || knows.equals(server) ? reply : new HelperReply.NotFound();
    }

    /** Writes the program. Nothing but the shell's own commands, so that it needs no search path. */
    void install(Path bin, Path diary) throws IOException {
        Path program = bin.resolve("docker-credential-" + name);
        Files.writeString(program, """
                #!/bin/sh
                IFS= read -r server
                echo "$1 %s $server" >> '%s'
                case "$server" in
                  %s) echo '%s'; exit %d ;;
                esac
                echo '%s'
                exit 1
                """.formatted(
                        name, diary, knows.equals("*") ? "*" : "'" + knows + "'", stdout, status, NOT_FOUND));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public String toString() {
        return "docker-credential-" + name + " says " + stdout + " for " + knows + ", status " + status;
    }
}
