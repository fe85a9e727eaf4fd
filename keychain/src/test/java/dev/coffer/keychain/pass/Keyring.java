package dev.coffer.keychain.pass;

import dev.coffer.keychain.Program;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A home folder with a GnuPG of its own, whose keys have a passphrase or none. */
final class Keyring {
    static final String OPEN_KEY = "open@coffer.test";
    static final String LOCKED_KEY = "locked@coffer.test";

    private final Path home;
    private final Path gnupg;

    private Keyring(Path home) {
        this.home = home;
        this.gnupg = home.resolve("gnupg");
    }

    /** In a folder with a short name: the agent's socket lies there. */
    static Keyring create() throws Exception {
        Path home = Files.createTempDirectory("coffer-keychain");
        Keyring keyring = new Keyring(home);
        Files.createDirectory(
                keyring.gnupg, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        keyring.generate(OPEN_KEY, "");
        return keyring;
    }

    void generate(String user, String passphrase) throws Exception {
        gpg(
                        "",
                        "--pinentry-mode=loopback",
                        "--passphrase=" + passphrase,
                        "--quick-generate-key",
                        user,
                        "default",
                        "default",
                        "never")
                .done();
    }

    void generateExpired(String user) throws Exception {
        gpg(
                        "",
                        "--faked-system-time=20200101T000000",
                        "--pinentry-mode=loopback",
                        "--passphrase=",
                        "--quick-generate-key",
                        user,
                        "default",
                        "default",
                        "1d")
                .done();
    }

    Program.Result gpg(String input, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = "gpg";
        command[1] = "--batch";
        command[2] = "--quiet";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return Program.run(variables(home.resolve("unused")), input, command);
    }

    /** Lets the agent forget all passphrases. */
    void forgetPassphrases() throws Exception {
        Program.run(variables(home.resolve("unused")), "", "gpgconf", "--kill", "gpg-agent")
                .done();
    }

    Map<String, String> variables(Path store) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("HOME", home.toString());
        variables.put("GNUPGHOME", gnupg.toString());
        variables.put("PASSWORD_STORE_DIR", store.toString());
        variables.put("GIT_CONFIG_GLOBAL", home.resolve("gitconfig").toString());
        variables.put("PATH", "/usr/bin:/bin");
        return variables;
    }

    /** A password store that is set up for the key, without help of pass. */
    Path newStore(Path folder, String key) throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.writeString(store.resolve(".gpg-id"), key + "\n");
        return store;
    }

    Pass open(Path store) {
        return open(store, Map.of());
    }

    Pass open(Path store, Map<String, String> more) {
        Map<String, String> variables = variables(store);
        variables.putAll(more);
        return Pass.open(
                new Environment(variables),
                home,
                home.resolve("locks"),
                ProgramFinder.on(variables.getOrDefault("PATH", "")));
    }

    Path gnupg() {
        return gnupg;
    }

    Path home() {
        return home;
    }

    void remove() throws Exception {
        forgetPassphrases();
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
