package dev.coffer.keychain.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.keychain.KeystoreWorker;
import dev.coffer.keychain.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes at once on a store in git, and processes that are killed. */
@Timeout(180)
class PassProcessesTest {
    /** The issue asks for 64; {@code -Dcoffer.processes=64} runs as many. */
    private static final int PROCESSES = Integer.getInteger("coffer.processes", 16);

    private static final int ROUNDS = 2;
    private static final int KILLS = 6;
    private static final SecretId VICTIM = new SecretId("victim");
    private static final SecretId BYSTANDER = new SecretId("bystander");

    @SuppressWarnings("NullAway.Init")
    private static Keyring keyring;

    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private Pass store;

    @BeforeAll
    static void makeKeys() throws Exception {
        keyring = Keyring.create();
        Files.writeString(keyring.home().resolve("gitconfig"), "[user]\nname = Test\nemail = test@coffer.test\n");
    }

    @AfterAll
    static void removeKeys() throws Exception {
        keyring.remove();
    }

    @BeforeEach
    void setUp(@TempDir Path folder) throws Exception {
        root = keyring.newStore(folder, Keyring.OPEN_KEY);
        git("init", "--quiet");
        git("add", ".gpg-id");
        git("commit", "--quiet", "--message=Set up.");
        store = keyring.open(root);
    }

    @Test
    void many_processes_lose_nothing_and_every_change_is_committed() throws Exception {
        KeystoreWorker.runAll(keyring.variables(root), Pass.NAME, PROCESSES, ROUNDS);

        assertThat(git("status", "--porcelain")).isEmpty();
        // Each round puts two secrets and a login and deletes one; at the end there is one put more.
        assertThat(git("log", "--format=%s").lines()).hasSize(1 + PROCESSES * (4 * ROUNDS + 1));
    }

    /** Every second time the writer's children die with it, which may leave a lock of git's behind. */
    @Test
    void whenever_a_writer_is_killed_the_secret_is_the_old_or_the_new_one_and_the_store_goes_on() throws Exception {
        Random random = new Random(1);
        SecretStore secrets = store.secrets();
        secrets.put(BYSTANDER, Secret.ofText("untouched"), Map.of());
        secrets.put(VICTIM, Secret.ofText("a"), Map.of());
        for (int kill = 0; kill < KILLS; kill++) {
            Process worker = KeystoreWorker.startForever(keyring.variables(root), Pass.NAME, VICTIM);
            Thread.sleep(random.nextInt(400));
            boolean childrenToo = kill % 2 == 1;
            var children = worker.descendants().toList();
            worker.destroyForcibly();
            if (childrenToo) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();

            String secret = secrets.get(VICTIM).orElseThrow().secret().text();
            assertThat(secret)
                    .hasSizeBetween(1, 2000)
                    .isEqualTo(secret.substring(0, 1).repeat(secret.length()));
            assertThat(secrets.get(BYSTANDER).orElseThrow().secret().text()).isEqualTo("untouched");
            if (childrenToo) {
                for (ProcessHandle child : children) {
                    child.onExit().get(10, TimeUnit.SECONDS);
                }
                deleteLocksOfGit();
            }
            String afterwards = "z".repeat(1 + kill);
            secrets.put(VICTIM, Secret.ofText(afterwards), Map.of());
            assertThat(secrets.get(VICTIM).orElseThrow().secret().text()).isEqualTo(afterwards);
            assertThat(git("status", "--porcelain", "--untracked-files=no")).isEmpty();
            assertThat(secrets.list(new SecretPattern("**")))
                    .extracting(SecretEntry::id)
                    .containsExactly(BYSTANDER, VICTIM);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.lock", "HEAD.lock"})
    void a_lock_that_a_dead_git_left_is_named_and_nothing_is_changed(String name) throws Exception {
        SecretStore secrets = store.secrets();
        secrets.put(VICTIM, Secret.ofText("former"), Map.of());
        Path lock = Files.createFile(root.resolve(".git/" + name));

        assertThatThrownBy(() -> secrets.put(VICTIM, Secret.ofText("new"), Map.of()))
                .hasMessageContaining(name);
        assertThatThrownBy(() -> secrets.delete(VICTIM)).hasMessageContaining(name);
        assertThat(secrets.get(VICTIM).orElseThrow().secret().text()).isEqualTo("former");

        Files.delete(lock);
        assertThat(git("status", "--porcelain")).isEmpty();
        secrets.put(VICTIM, Secret.ofText("new"), Map.of());
        assertThat(secrets.get(VICTIM).orElseThrow().secret().text()).isEqualTo("new");
    }

    @Test
    void a_git_that_is_at_work_is_waited_for() throws Exception {
        Path lock = Files.createFile(root.resolve(".git/index.lock"));
        Process other = new ProcessBuilder("/bin/sh", "-c", "sleep 0.5; rm \"$0\"", lock.toString()).start();

        store.secrets().put(VICTIM, Secret.ofText("new"), Map.of());

        assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(git("status", "--porcelain")).isEmpty();
    }

    /** As the error tells people to do. */
    private void deleteLocksOfGit() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(".git"))) {
            for (Path lock :
                    files.filter(file -> file.toString().endsWith(".lock")).toList()) {
                Files.delete(lock);
            }
        }
    }

    private String git(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = root.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return Program.run(keyring.variables(root), "", command).done();
    }
}
