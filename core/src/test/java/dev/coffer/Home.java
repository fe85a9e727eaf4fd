package dev.coffer;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A user's home with files, helpers and variables of its own. */
final class Home {
    private final Path folder;
    private final Path bin;
    private final Map<String, String> variables = new HashMap<>();

    Home(Path folder) throws IOException {
        this.folder = folder;
        this.bin = Files.createDirectories(folder.resolve("bin"));
        variables.put("HOME", folder.toString());
        variables.put("PATH", bin + ":/usr/bin:/bin");
        // Otherwise the machine's own file in /run would be looked at.
        variables.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
    }

    Home with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Home write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Writes a file as programs do that replace it at one stroke. */
    Home replace(String name, String text) throws IOException {
        Path next = folder.resolve(name + ".next");
        Files.writeString(next, text);
        Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    Home docker(String json) throws IOException {
        return write(".docker/config.json", json);
    }

    Home podman(String json) throws IOException {
        return write("run/containers/auth.json", json);
    }

    /** A helper whose runs are counted; its script finds the server that it is asked for in {@code $server}. */
    Home helper(String name, String script) throws IOException {
        Path program = bin.resolve("docker-credential-" + name);
        Files.deleteIfExists(program);
        Files.writeString(
                program,
                "#!/bin/sh\nread -r server\necho \"$1 $server\" >> " + folder.resolve(name + ".calls") + "\n" + script
                        + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /** A helper that knows one server. */
    Home helperKnowing(String name, String server, String user, String secret) throws IOException {
        return helper(name, """
                if [ "$server" = '%s' ]; then
                  echo '{"ServerURL":"%s","Username":"%s","Secret":"%s"}'
                else
                  echo 'credentials not found in native keychain'; exit 1
                fi""".formatted(server, server, user, secret));
    }

    /** What the helper was asked, one line each. */
    List<String> calls(String name) throws IOException {
        Path calls = folder.resolve(name + ".calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    RegistryCredentials.Builder builder() {
        return RegistryCredentials.builder().environment(variables);
    }

    RegistryCredentials credentials() {
        return builder().build();
    }

    static String auths(String... keysAndUsers) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < keysAndUsers.length; i += 2) {
            entries.append(i == 0 ? "" : ",").append(entry(keysAndUsers[i], keysAndUsers[i + 1]));
        }
        return "{\"auths\":{" + entries + "}}";
    }

    static String entry(String key, String user) {
        String pair = user + ":" + secretOf(user);
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return "\"" + key + "\":{\"auth\":\"" + auth + "\"}";
    }

    static String secretOf(String user) {
        return "secret-of-" + user;
    }

    static Credential credential(String user) {
        return new Credential(user, Secret.ofText(secretOf(user)));
    }

    /** {@code user USER}, {@code anonymous} or {@code failed KIND}. */
    static String told(Answer answer) {
        return switch (answer) {
            case Answer.Found found -> "user " + found.credential().username();
            case Answer.Anonymous _ -> "anonymous";
            case Answer.Failed failed -> "failed " + failed.kind();
        };
    }
}
