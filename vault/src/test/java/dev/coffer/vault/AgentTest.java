package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.vault.agent.Agent;
import dev.coffer.vault.agent.AgentTicket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An agent in a thread of its own; the acceptance tests run it as a process. */
@Timeout(60)
class AgentTest {
    private static final String SERVER = "registry.example";
    private static final String LOCKED = "LOCKED: the vault is locked";

    private Sandbox sandbox;
    private final List<Thread> agents = new ArrayList<>();

    @BeforeEach
    void protect(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        sandbox = new Sandbox(folder).storing(SERVER, "alice", "s3cret");
        sandbox.vault()
                .protection()
                .change()
                .addSshKey(SshKeys.make(folder, "correct horse"))
                .apply();
    }

    @AfterEach
    void end() throws Exception {
        sandbox.vaultWithAgent().protection().lock();
        for (Thread agent : agents) {
            agent.join(Duration.ofSeconds(20));
            assertThat(agent.isAlive()).isFalse();
        }
    }

    @Test
    void with_an_agent_nothing_is_asked() throws Exception {
        assertThat(answer()).startsWith(LOCKED);

        assertThat(start(Duration.ofMinutes(5))).isEqualTo("ready");

        assertThat(answer()).isEqualTo("s3cret");
        assertThat(sandbox.vaultWithAgent().list()).hasSize(1);
        sandbox.vaultWithAgent()
                .store(ServerAddress.parse("new.example"), new Credential("bob", Secret.owning(new byte[200_000])));
        assertThat(sandbox.vaultWithAgent().inspect().problems()).isEmpty();
        assertThat(sandbox.vaultWithAgent().list()).hasSize(2);
    }

    @Test
    void after_a_lock_the_vault_is_locked() throws Exception {
        start(Duration.ofMinutes(5));
        assertThat(status()).isPresent();

        assertThat(sandbox.vaultWithAgent().protection().lock()).isTrue();

        assertThat(answer()).startsWith(LOCKED);
        assertThat(sandbox.vaultWithAgent().protection().lock()).isFalse();
        assertThat(status()).isEmpty();
    }

    @Test
    void an_agent_ends_with_its_time_and_leaves_no_socket() throws Exception {
        start(Duration.ofSeconds(2));
        assertThat(answer()).isEqualTo("s3cret");

        agents.getFirst().join(Duration.ofSeconds(10));

        assertThat(agents.getFirst().isAlive()).isFalse();
        assertThat(sandbox.agentSocket().path()).doesNotExist();
        assertThat(answer()).startsWith(LOCKED);
    }

    @Test
    void a_second_agent_takes_the_place_of_the_first() throws Exception {
        start(Duration.ofMinutes(5));
        Instant first = status().orElseThrow();
        start(Duration.ofMinutes(50));

        assertThat(status()).get().isNotEqualTo(first);
        assertThat(answer()).isEqualTo("s3cret");
        agents.getFirst().join(Duration.ofSeconds(20));
        assertThat(agents.getFirst().isAlive()).isFalse();
        assertThat(answer()).isEqualTo("s3cret");
    }

    @Test
    void the_socket_of_an_agent_that_was_killed_is_as_good_as_none() throws Exception {
        Path socket = sandbox.agentSocket().path();
        makePrivate(sandbox.folder().resolve("run"));
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();

        assertThat(answer()).startsWith(LOCKED);
        assertThat(start(Duration.ofMinutes(5))).isEqualTo("ready");
        assertThat(answer()).isEqualTo("s3cret");
    }

    @Test
    void an_agent_that_does_not_answer_is_given_up() throws Exception {
        Path socket = sandbox.agentSocket().path();
        makePrivate(sandbox.folder().resolve("run"));
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));

            assertThat(answer()).startsWith("LOCKED: ");
        }
        Files.delete(socket);
    }

    @Test
    void a_runtime_folder_that_others_may_enter_is_refused() throws Exception {
        start(Duration.ofMinutes(5));
        Path folder = sandbox.folder().resolve("run");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(answer()).startsWith("REFUSED: ").contains("others may use it");
        assertThat(start(Duration.ofMinutes(5))).contains("others may use it");
        makePrivate(folder);
    }

    @Test
    void without_a_folder_of_our_own_no_agent_starts() throws Exception {
        Files.writeString(sandbox.folder().resolve("run"), "a file in its place");

        assertThat(start(Duration.ofMinutes(5))).contains("is not a folder");
        Files.delete(sandbox.folder().resolve("run"));
    }

    @Test
    void an_agent_with_the_keys_of_before_a_rotation_is_not_asked() throws Exception {
        start(Duration.ofMinutes(5));

        Vault unlocked = sandbox.vault(new Answers("correct horse"));
        unlocked.protection().change().rotating().apply();

        assertThat(answer()).startsWith(LOCKED);
        agents.getFirst().join(Duration.ofSeconds(20));
        assertThat(agents.getFirst().isAlive()).isFalse();
    }

    @Test
    void nonsense_ends_a_connection_and_not_the_agent() throws Exception {
        start(Duration.ofMinutes(5));
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] nonsense = new byte[random.nextInt(60)];
            random.nextBytes(nonsense);
            if (nonsense.length > 8 && random.nextBoolean()) {
                ByteBuffer.wrap(nonsense)
                        .putInt(nonsense.length - 4)
                        .put((byte) 1)
                        .put((byte) (1 + random.nextInt(4)));
            }
            try (SocketChannel client = SocketChannel.open(
                    UnixDomainSocketAddress.of(sandbox.agentSocket().path()))) {
                client.write(ByteBuffer.wrap(nonsense));
            }
        }
        assertThat(answer()).isEqualTo("s3cret");
    }

    @Test
    void a_hundred_clients_are_served_at_once() throws Exception {
        start(Duration.ofMinutes(5));
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(CompletableFuture.supplyAsync(this::answer));
        }
        for (CompletableFuture<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("s3cret");
        }
    }

    private String answer() {
        return Sandbox.answer(sandbox.vaultWithAgent(), SERVER);
    }

    private Optional<Instant> status() throws StoreException {
        return sandbox.vaultWithAgent().protection().status().unlockedUntil();
    }

    /** Starts an agent and returns what it says. */
    private String start(Duration time) throws Exception {
        Vault vault = sandbox.vault(new Answers("correct horse"));
        byte[] bytes;
        try (AgentTicket ticket = vault.protection().unlock(time).orElseThrow()) {
            bytes = ticket.encode();
        }
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread agent = new Thread(() -> {
            ByteArrayOutputStream starter = new ByteArrayOutputStream() {
                @Override
                public void flush() {
                    said.complete(toString(StandardCharsets.UTF_8).strip());
                }
            };
            try {
                Agent.run(new ByteArrayInputStream(bytes), starter);
            } catch (IOException failure) {
                said.completeExceptionally(failure);
            }
        });
        agent.start();
        agents.add(agent);
        return said.get();
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
}
