package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.age.X25519Identity;
import dev.coffer.age.X25519Recipient;
import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.FileLock;
import dev.coffer.vault.keys.KeyFolder;
import dev.coffer.vault.unlocking.Unlocking;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine that does not work as it should: disks that are full or read-only, owners that are others. */
@Timeout(60)
class VaultFaultsTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.example");
    private static final Credential CREDENTIAL = new Credential("bob", Secret.owning(new byte[20_000]));

    private Path mountPoint;
    private Sandbox sandbox;
    private boolean mounted;

    @BeforeEach
    void open(@TempDir Path folder) {
        mountPoint = folder;
        sandbox = new Sandbox(folder);
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", mountPoint.toString());
        }
    }

    @Test
    void on_a_full_disk_a_store_fails_clearly_and_the_old_entry_stays() throws Exception {
        mountSmallDisk();
        sandbox.storing("registry.example", "alice", "s3cret");
        fill();

        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "UNREACHABLE", "no space left");

        assertThat(sandbox.answer("registry.example")).isEqualTo("s3cret");
        assertThat(sandbox.vault().inspect().problems()).isEmpty();
        assertThat(sandbox.vault().erase(SERVER)).isTrue();
        assertThat(sandbox.answer("registry.example")).isEqualTo("absent");
    }

    @Test
    void on_a_full_disk_no_vault_is_half_made() throws Exception {
        mountSmallDisk();
        fill();
        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "UNREACHABLE", "no space left");

        Files.delete(mountPoint.resolve("filler"));
        sandbox.storing("registry.example", "alice", "s3cret");
        assertThat(sandbox.answer("registry.example")).isEqualTo("s3cret");
    }

    @Test
    void on_a_full_disk_a_rotation_leaves_everything_readable_and_can_be_resumed() throws Exception {
        for (int blocksLeft = 0; blocksLeft < 12; blocksLeft++) {
            mountSmallDisk();
            for (int number = 0; number < 3; number++) {
                sandbox.storing("registry.example/" + number, "alice", "secret " + number);
            }
            fill();
            shortenFiller(blocksLeft);
            boolean failed = false;
            try {
                sandbox.vault().protection().change().rotating().apply();
            } catch (StoreException full) {
                assertThat(full.kind()).isEqualTo(Kind.UNREACHABLE);
                failed = true;
            }
            assertThat(failed || blocksLeft > 0).isTrue();
            assertReads(3);

            Files.delete(mountPoint.resolve("filler"));
            assertThat(sandbox.vault().protection().change().rotating().apply()).isEmpty();
            assertThat(sandbox.vault().protection().status().rotating()).isFalse();
            assertReads(3);
            run("umount", mountPoint.toString());
            mounted = false;
        }
    }

    @Test
    void when_the_disk_fills_up_between_two_steps_of_a_change_it_can_be_made_again(@TempDir Path ssh) throws Exception {
        Path key = SshKeys.create(ssh.resolve("key"));
        for (int blocksLeft = 0; blocksLeft < 12; blocksLeft++) {
            mountSmallDisk();
            for (int number = 0; number < 3; number++) {
                sandbox.storing("registry.example/" + number, "alice", "secret " + number);
            }
            fill();
            shortenFiller(blocksLeft);
            try {
                sandbox.vault().protection().change().addSshKey(key).apply();
            } catch (StoreException full) {
                assertThat(full.kind()).isEqualTo(Kind.UNREACHABLE);
            }
            assertReads(3);

            Files.delete(mountPoint.resolve("filler"));
            assertThat(sandbox.vault().protection().change().addSshKey(key).apply())
                    .isEmpty();
            assertThat(sandbox.vault().protection().status().methods()).hasSize(1);
            assertThat(sandbox.identity()).doesNotExist();
            assertReads(3);
            run("umount", mountPoint.toString());
            mounted = false;
        }
    }

    @Test
    void on_a_full_disk_no_half_export_is_left_and_a_read_only_vault_can_be_exported(@TempDir Path elsewhere)
            throws Exception {
        mountSmallDisk();
        sandbox.storing("registry.example", "alice", "s3cret");
        List<X25519Recipient> recipients;
        try (X25519Identity identity = X25519Identity.generate()) {
            recipients = List.of(identity.recipient());
        }
        fill();
        Path export = mountPoint.resolve("export.age");

        Failing.assertFails(() -> sandbox.vault().exporting().to(recipients, export), "UNREACHABLE", "o space left");
        try (var files = Files.list(mountPoint)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "state", "filler");
        }

        run("mount", "-o", "remount,ro", mountPoint.toString());
        assertThat(sandbox.vault()
                        .exporting()
                        .to(recipients, elsewhere.resolve("export.age"))
                        .exported())
                .isEqualTo(1);
    }

    private void assertReads(int count) throws Exception {
        for (int number = 0; number < count; number++) {
            assertThat(sandbox.answer("registry.example/" + number)).isEqualTo("secret " + number);
        }
        assertThat(sandbox.vault().inspect().problems()).isEmpty();
    }

    private void shortenFiller(int blocks) throws IOException {
        try (FileChannel filler = FileChannel.open(mountPoint.resolve("filler"), StandardOpenOption.WRITE)) {
            filler.truncate(filler.size() - 4096L * blocks);
        }
    }

    @Test
    void on_a_read_only_disk_reading_works_and_writing_fails_clearly() throws Exception {
        mountSmallDisk();
        sandbox.storing("registry.example", "alice", "s3cret");
        run("mount", "-o", "remount,ro", mountPoint.toString());

        assertThat(sandbox.answer("registry.example")).isEqualTo("s3cret");
        assertThat(sandbox.vault().list()).hasSize(1);
        assertThat(sandbox.vault().erase(ServerAddress.parse("absent.example"))).isFalse();
        Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "UNREACHABLE", "read-only");
        Failing.assertFails(() -> sandbox.vault().erase(SERVER), "UNREACHABLE", "read-only");
        assertThat(sandbox.answer("registry.example")).isEqualTo("s3cret");
    }

    @Test
    void what_belongs_to_somebody_else_is_refused() throws Exception {
        assumeTrue(isRoot(), "only root can give files away");
        sandbox.storing("registry.example", "alice", "s3cret");
        for (Path path : new Path[] {
            sandbox.entries(), sandbox.vaultFolder(), sandbox.identityFolder(), sandbox.identity(), sandbox.locator()
        }) {
            Files.setAttribute(path, "unix:uid", 12345);
            assertThat(sandbox.answer("registry.example"))
                    .startsWith("REFUSED: ")
                    .contains(path.toString());
            Failing.assertFails(() -> sandbox.vault().store(SERVER, CREDENTIAL), "REFUSED", path.toString());
            Files.setAttribute(path, "unix:uid", 0);
        }
        Files.setAttribute(sandbox.entry("registry.example"), "unix:uid", 12345);
        assertThat(sandbox.answer("registry.example")).startsWith("REFUSED: ");
    }

    @Test
    void root_makes_no_vault_in_another_users_home() throws Exception {
        assumeTrue(isRoot(), "only root can make another user's folder");
        Path home = Files.createDirectory(sandbox.folder().resolve("home"));
        Files.setAttribute(home, "unix:uid", 12345);
        Sandbox theirs = new Sandbox(home);

        Failing.assertFails(() -> theirs.vault().store(SERVER, CREDENTIAL), "REFUSED", home.toString());
        assertThat(theirs.everything()).containsExactly(home);
    }

    @Test
    void a_file_in_the_folders_place_is_named() throws Exception {
        Files.writeString(sandbox.folder().resolve("data"), "in the way");

        Failing.assertFails(
                () -> sandbox.vault().store(SERVER, CREDENTIAL),
                "UNREACHABLE",
                sandbox.folder().resolve("data").toString());
    }

    @Test
    void a_lock_that_is_held_too_long_is_a_time_out_and_does_not_hinder_reading() throws Exception {
        sandbox.storing("registry.example", "alice", "s3cret");
        EntryStorage impatient = new EntryStorage(
                new VaultFolder(sandbox.vaultFolder()),
                new KeyFolder(sandbox.identityFolder()),
                Unlocking.none(),
                Duration.ofMillis(50),
                true);
        Vault vault = new Vault(impatient, InstantSource.system());

        try (FileLock _ = FileLock.acquire(sandbox.vaultFolder().resolve("lock"), Duration.ofSeconds(1))) {
            Failing.assertFails(() -> vault.store(SERVER, CREDENTIAL), "TIMEOUT", "lock");
            Failing.assertFails(() -> vault.erase(SERVER), "TIMEOUT", "lock");
            assertThat(sandbox.answer("registry.example")).isEqualTo("s3cret");
            assertThat(vault.list()).hasSize(1);
        }
        vault.store(SERVER, CREDENTIAL);
    }

    private void mountSmallDisk() throws Exception {
        assumeTrue(isRoot(), "only root can mount a small disk");
        String problem = run("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", mountPoint.toString());
        assumeTrue(problem.isEmpty(), "this machine does not let root mount a small disk: " + problem);
        mounted = true;
    }

    private void fill() {
        byte[] block = new byte[4096];
        try (var filler = Files.newOutputStream(mountPoint.resolve("filler"))) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space");
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** Empty when the command succeeded, else what it said. */
    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0 ? "" : said + process.exitValue();
    }
}
