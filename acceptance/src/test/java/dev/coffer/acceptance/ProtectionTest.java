package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A vault that a passphrase, an SSH key or a plugin protects, and the agent that unlocks it for a while. */
class ProtectionTest {
    private static final String SERVER = "registry.example";

    /** A second for scrypt, two or three on a busy machine. */
    private static final String PASSPHRASE = "correct horse battery";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @AfterEach
    void lock() {
        user.without("COFFER_PASSPHRASE_FILE").coffer("lock").succeeded();
    }

    @Test
    void aPassphraseThatIsTypedAtATerminal() throws Exception {
        user.store(SERVER, "ada", "s3cret");

        try (Terminal terminal = new Terminal(user, coffer() + " vault protect --passphrase")) {
            terminal.awaitText("new passphrase of the vault: ");
            terminal.type(PASSPHRASE + "\n");
            terminal.awaitText("the same again: ");
            terminal.type(PASSPHRASE + "\n");
            assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
            assertThat(terminal.screen()).contains("unlocked by: passphrase").doesNotContain(PASSPHRASE);
        }
        Result locked = user.assertRefused(SERVER);
        assertThat(locked.err()).contains("the vault is locked").contains("coffer unlock");

        try (Terminal terminal = new Terminal(user, coffer() + " unlock --for 5m")) {
            terminal.awaitText("passphrase of the vault: ");
            terminal.type("wrong\n");
            terminal.awaitText("wrong");
            terminal.awaitText("passphrase of the vault: ");
            terminal.type(PASSPHRASE + "\n");
            assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
        }
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
        assertThat(user.coffer("vault", "status").succeeded().out()).contains("unlocked until");
    }

    @Test
    void theAgentServesEveryActionUntilItIsLocked() throws Exception {
        user.store(SERVER, "ada", "s3cret");
        protectByPassphrase();
        user.coffer("unlock", "--for", "5m").succeeded();
        user.without("COFFER_PASSPHRASE_FILE");

        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
        user.store("other.example", "bob", "0ther");
        assertThat(user.helper("list", "").succeeded().out()).contains(SERVER).contains("other.example");
        assertThat(user.coffer("list").succeeded().out()).contains("other.example");
        user.helper("erase", "other.example").succeeded();

        assertThat(user.coffer("lock").succeeded().out()).isEqualTo("locked\n");
        assertThat(user.assertRefused(SERVER).err()).contains("coffer unlock");
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
        user.assertNotFound("nothing.example");
    }

    @Test
    void theAgentSurvivesTheTerminalAndEndsWithItsTime() throws Exception {
        user.store(SERVER, "ada", "s3cret");
        protectByPassphrase();
        try (Terminal terminal = new Terminal(user, coffer() + " unlock --for 12s; kill -HUP $$; sleep 1")) {
            terminal.awaitExit();
        }
        user.without("COFFER_PASSPHRASE_FILE");

        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (user.helper("get", SERVER).exit() == 0) {
            assertThat(System.nanoTime()).as("the agent outlives its time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
        user.assertRefused(SERVER);
    }

    @Test
    void anAgentThatWasKilledLeavesALockedVaultAndAStaleSocket() throws Exception {
        user.store(SERVER, "ada", "s3cret");
        protectByPassphrase();
        user.coffer("unlock").succeeded();

        killAgents();
        assertThat(socket()).exists();
        user.without("COFFER_PASSPHRASE_FILE");
        assertThat(user.assertRefused(SERVER).err()).contains("coffer unlock");

        user.with("COFFER_PASSPHRASE_FILE", user.path("passphrase").toString());
        user.coffer("unlock").succeeded();
        user.without("COFFER_PASSPHRASE_FILE");
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void theAgentIsAskedByItsOwnUserOnlyAndInAPrivateFolder() throws Exception {
        user.store(SERVER, "ada", "s3cret");
        protectByPassphrase();
        Path runtime = Files.createDirectories(user.path("run/coffer"));
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxrwx---"));

        Result refused = user.coffer("unlock").failed();
        assertThat(refused.err()).contains("others may use it");

        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
        user.coffer("unlock").succeeded();
        assertThat(Files.getPosixFilePermissions(socket())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aMachinePassphraseFromAFileOrADescriptor() throws Exception {
        user.store(SERVER, "ada", "s3cret");
        protectByPassphrase();
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
        user.without("COFFER_PASSPHRASE_FILE");

        Result byDescriptor = user.run(List.of(
                "sh",
                "-c",
                "COFFER_PASSPHRASE_FD=7 " + coffer() + " get " + SERVER + " --secret 7<" + user.path("passphrase")));
        assertThat(byDescriptor.succeeded().out()).isEqualTo("s3cret");

        user.write("passphrase", "something else\n");
        user.with("COFFER_PASSPHRASE_FILE", user.path("passphrase").toString());
        assertThat(user.assertRefused(SERVER).err()).contains("wrong");
        user.with("COFFER_PASSPHRASE_FILE", user.path("missing").toString());
        assertThat(user.assertRefused(SERVER).err()).contains("COFFER_PASSPHRASE_FILE");
    }

    @Test
    void anSshKeyWithAndWithoutAPassphrase() throws Exception {
        Peers.require("ssh-keygen");
        user.store(SERVER, "ada", "s3cret");
        Path key = user.path("id_ed25519");
        user.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()))
                .succeeded();

        assertThat(user.coffer("vault", "protect", "--ssh-key", key.toString())
                        .succeeded()
                        .out())
                .contains("unlocked by: ssh-");
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");

        user.run(List.of("ssh-keygen", "-q", "-p", "-P", "", "-N", "key word", "-f", key.toString()))
                .succeeded();
        user.assertRefused(SERVER);
        try (Terminal terminal = new Terminal(user, coffer() + " unlock")) {
            terminal.awaitText("passphrase");
            terminal.type("key word\n");
            assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
        }
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void anRsaKeyOfSsh() throws Exception {
        Peers.require("ssh-keygen");
        user.store(SERVER, "ada", "s3cret");
        Path key = user.path("id_rsa");
        user.run(List.of("ssh-keygen", "-q", "-t", "rsa", "-b", "3072", "-N", "", "-f", key.toString()))
                .succeeded();

        user.coffer("vault", "protect", "--ssh-key", key.toString()).succeeded();

        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
        Path other = user.path("id_ecdsa");
        user.run(List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", other.toString()))
                .succeeded();
        assertThat(user.coffer("vault", "protect", "--ssh-key", other.toString())
                        .failed()
                        .err())
                .contains("ecdsa");
    }

    @Test
    void whatWasTakenAwayOpensNothingNew() throws Exception {
        Peers.require("ssh-keygen");
        user.store(SERVER, "ada", "s3cret");
        Path key = user.path("id_ed25519");
        user.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()))
                .succeeded();
        passphraseFile();
        user.coffer("vault", "protect", "--passphrase", "--ssh-key", key.toString())
                .succeeded();
        String ssh = user.coffer("vault", "status", "--json").succeeded().json().getArray("methods").stream()
                .map(method -> ((JsonObject) method).getString("name"))
                .filter(name -> name.startsWith("ssh-"))
                .findFirst()
                .orElseThrow();

        user.coffer("vault", "unprotect", ssh).succeeded();
        assertThat(user.coffer("vault", "unprotect", "passphrase").failed().err())
                .contains("nothing would be left");

        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
        user.coffer("vault", "rotate").succeeded();
        user.coffer("vault", "protect", "--key-file").succeeded();
        user.without("COFFER_PASSPHRASE_FILE");
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void aPluginOfAge() throws Exception {
        user.store(SERVER, "ada", "s3cret");
        Path plugin = installPlugin("xor");

        user.coffer("vault", "protect", "--plugin", "xor").succeeded();
        assertThat(user.assertRefused(SERVER).err()).contains("coffer unlock");
        user.coffer("unlock").succeeded();
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");

        user.coffer("lock").succeeded();
        Files.writeString(plugin, "#!/bin/sh\necho nonsense\n");
        assertThat(user.coffer("unlock").failed().err()).contains("age-plugin-xor");
        Files.delete(plugin);
        assertThat(user.coffer("unlock").failed().err()).contains("age-plugin-xor");
    }

    @Test
    void withPromptTtyALookUpAsksOnTheTerminal() throws Exception {
        user.store(SERVER, "ada", "s3cret");
        protectByPassphrase();
        user.without("COFFER_PASSPHRASE_FILE");
        user.write(".config/coffer/config.yaml", "prompt: tty\n");
        String get = "echo " + SERVER + " | " + user.delivery().program("docker-credential-coffer") + " get";

        try (Terminal terminal = new Terminal(user, get)) {
            terminal.awaitText("passphrase of the vault: ");
            terminal.type(PASSPHRASE + "\n");
            terminal.awaitText("\"Secret\":\"s3cret\"");
            assertThat(terminal.awaitExit()).isZero();
        }
        user.assertRefused(SERVER);
    }

    @Test
    void aVaultMovesToAnotherMachineAsOneFile() throws Exception {
        Peers.require("ssh-keygen", "age");
        user.store(SERVER, "ada", "s3cret");
        user.store("other.example", "bob", "0ther");
        passphraseFile();
        Path key = user.path("id_ed25519");
        user.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()))
                .succeeded();
        Path byPassphrase = user.path("passphrase.age");
        Path byKey = user.path("key.age");

        user.coffer("vault", "export", "--passphrase", byPassphrase.toString()).succeeded();
        user.coffer("vault", "export", "--to", user.read("id_ed25519.pub").strip(), byKey.toString())
                .succeeded();
        assertThat(user.coffer("vault", "export", "--to", "age1nonsense", byKey + "2")
                        .failed()
                        .err())
                .isNotBlank();

        assertThat(user.run(List.of("age", "-d", "-i", key.toString(), byKey.toString()))
                        .succeeded()
                        .out())
                .contains("s3cret", "0ther");
        for (List<String> way : List.of(
                List.of("vault", "import", byPassphrase.toString()),
                List.of("vault", "import", "--identity", key.toString(), byKey.toString()))) {
            try (Sandbox elsewhere = Sandbox.open()) {
                elsewhere.with("COFFER_PASSPHRASE_FILE", user.path("passphrase").toString());
                assertThat(elsewhere
                                .coffer(way.toArray(String[]::new))
                                .succeeded()
                                .out())
                        .startsWith("imported 2");
                assertThat(elsewhere.get(SERVER).getString("Secret")).isEqualTo("s3cret");
            }
        }
        byte[] whole = Files.readAllBytes(byKey);
        Files.write(byKey, Arrays.copyOf(whole, whole.length - 20));
        try (Sandbox elsewhere = Sandbox.open()) {
            elsewhere
                    .coffer("vault", "import", "--identity", key.toString(), byKey.toString())
                    .failed();
            elsewhere.assertNotFound(SERVER);
        }
    }

    @Test
    void aSetUpIsNotTakenBackWhileTheLoginsCannotBeRead() throws Exception {
        user.with("PATH", user.path(".local/bin") + ":" + user.delivery().bin() + ":/usr/bin:/bin");
        user.write(".profile", "PATH=\"$HOME/.local/bin:$PATH\"\n");
        user.coffer("setup").succeeded();
        user.store(SERVER, "ada", "s3cret");
        protectByPassphrase();
        user.without("COFFER_PASSPHRASE_FILE");

        assertThat(user.coffer("setup", "--undo").failed().err()).contains("locked");
        assertThat(user.coffer("setup", "--undo", "--plain-text").failed().err())
                .contains("locked");
        assertThat(user.read(".docker/config.json")).contains("\"credsStore\": \"coffer\"");
    }

    @Test
    void neitherPassphraseNorKeyShowsAnywhere() throws Exception {
        Canary secret = Canary.fresh();
        Canary passphrase = Canary.fresh();
        user.store(SERVER, "ada", secret.secret());
        Canary identity = new Canary(user.read(".local/state/coffer/identity")
                .lines()
                .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
                .findFirst()
                .orElseThrow());
        Path file = user.path("passphrase");
        Files.writeString(file, passphrase.secret());
        user.with("COFFER_PASSPHRASE_FILE", file.toString());

        for (Result result : List.of(
                user.coffer("vault", "protect", "--passphrase").succeeded(),
                user.coffer("vault", "status").succeeded(),
                user.coffer("unlock").succeeded(),
                user.coffer("vault", "status", "--json").succeeded(),
                user.coffer("list").succeeded())) {
            secret.assertAbsentFrom(result);
            passphrase.assertAbsentFrom(result);
        }
        Files.delete(file);
        secret.assertAbsentFrom(user.home());
        passphrase.assertAbsentFrom(user.home());
        identity.assertAbsentFrom(user.home());
    }

    @Test
    void wrongUsage() throws Exception {
        assertThat(user.coffer("vault").failedWith(2).err()).contains("protect");
        assertThat(user.coffer("vault", "protect").failedWith(2).err()).contains("--passphrase");
        assertThat(user.coffer("unlock", "--for", "8 hours").failedWith(2).err())
                .contains("8h");
        assertThat(user.coffer("unlock").succeeded().err()).contains("nothing to unlock");
        assertThat(user.coffer("vault", "status").succeeded().out()).contains("not made yet");
        assertThat(user.coffer("vault", "unprotect", "nobody").failed().err()).contains("nobody");
    }

    private void protectByPassphrase() throws IOException {
        passphraseFile();
        assertThat(user.coffer("vault", "protect", "--passphrase").succeeded().out())
                .isEqualTo("the vault is unlocked by: passphrase\n");
    }

    private void passphraseFile() throws IOException {
        Path file = user.write("passphrase", PASSPHRASE + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        user.with("COFFER_PASSPHRASE_FILE", file.toString());
    }

    private Path socket() throws IOException {
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(user.path("run/coffer"), "*.sock")) {
            return sockets.iterator().next();
        }
    }

    /** Every agent of this private network: other processes with tests have networks of their own. */
    private void killAgents() throws Exception {
        String here = Long.toString(ProcessHandle.current().pid());
        user.run(List.of("pkill", "-9", "--ns", here, "--nslist", "net", "-f", "coffer.* agent$"))
                .succeeded();
        TimeUnit.MILLISECONDS.sleep(200);
    }

    private String coffer() {
        return user.delivery().program("coffer").toString();
    }

    /** The test plugin of the module age, which is a Python program, on a search path of its own. */
    private Path installPlugin(String name) throws IOException {
        Peers.require("python3");
        Path plugins = Files.createDirectories(user.path("plugins"));
        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path source = Path.of("../age/src/test/resources/dev/coffer/age/age-plugin.py");
        Path plugin = Files.copy(source, plugins.resolve("age-plugin-" + name));
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
        user.with("PATH", plugins + ":/usr/bin:/bin");
        return plugin;
    }
}
