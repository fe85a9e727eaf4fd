package dev.coffer.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coffer.age.Age;
import dev.coffer.age.Armor;
import dev.coffer.age.ScryptIdentity;
import dev.coffer.age.ScryptRecipient;
import dev.coffer.age.X25519Identity;
import dev.coffer.age.X25519Recipient;
import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A vault that moves as one age file. */
@Timeout(60)
class VaultExportTest {
    private static final String HUB = "https://index.docker.io/v1/";

    private final X25519Identity identity = X25519Identity.generate();
    private Path folder;
    private Path file;
    private Sandbox origin;
    private Sandbox target;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("export.age");
        origin = new Sandbox(folder.resolve("origin"));
        target = new Sandbox(folder.resolve("target"));
    }

    @AfterEach
    void wipe() {
        identity.close();
    }

    @Test
    void every_kind_of_entry_arrives_as_it_was_in_a_vault_with_other_keys() throws Exception {
        Instant soon = Instant.parse("2999-01-02T03:04:05.000000006Z");
        Instant past = Instant.parse("2001-01-02T03:04:05Z");
        origin.vault()
                .store(
                        ServerAddress.parse(HUB),
                        new Credential(
                                "<token>",
                                Secret.ofText("t\u00f6ken"),
                                Optional.of(soon),
                                Optional.of("auth.docker.io")));
        origin.vault()
                .store(
                        ServerAddress.parse("Old.example"),
                        new Credential("bob", Secret.ofText("gone"), Optional.of(past), Optional.empty()));
        byte[] longest = new byte[VaultEntry.MAX_SECRET];
        new Random(1).nextBytes(longest);
        SecretId account = new SecretId("coffer/account/docker.io/carol");
        SecretId blob = new SecretId("team/blob");
        origin.vault().secrets().put(account, Secret.ofText("pw"), Map.of("username", "carol", "b", "2"));
        origin.vault().secrets().put(blob, Secret.copyOf(longest), Map.of());
        origin.vault().secrets().put(new SecretId("empty"), Secret.ofText(""), Map.of());

        VaultExport.Report exported = export();
        VaultImport.Report imported = importing(file);

        assertThat(exported).isEqualTo(new VaultExport.Report(5, List.of()));
        assertThat(imported).isEqualTo(new VaultImport.Report(5, 0, List.of(), List.of()));
        assertThat(target.get("docker.io")).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            assertThat(found.credential().secret().text()).isEqualTo("t\u00f6ken");
            assertThat(found.credential().username()).isEqualTo("<token>");
            assertThat(found.credential().expires()).contains(soon);
            assertThat(found.credential().realm()).contains("auth.docker.io");
        });
        assertThat(target.answer("old.example")).startsWith("EXPIRED");
        assertThat(target.vault().list())
                .containsExactly(
                        new Entry("Old.example", "bob", Optional.of(past)),
                        new Entry(HUB, "<token>", Optional.of(soon)));
        assertThat(target.vault().secrets().get(account))
                .contains(new StoredSecret(account, Secret.ofText("pw"), Map.of("username", "carol", "b", "2")));
        assertThat(target.vault().secrets().get(blob))
                .contains(new StoredSecret(blob, Secret.copyOf(longest), Map.of()));
        assertThat(target.vault().secrets().list(new SecretPattern("**"))).hasSize(3);
        assertThat(target.vault().inspect().problems()).isEmpty();
        assertThat(target.vault().protection().status().recipient())
                .isNotEqualTo(origin.vault().protection().status().recipient());
        assertThat(importing(file)).isEqualTo(new VaultImport.Report(0, 5, List.of(), List.of()));
    }

    @Test
    void the_export_is_a_private_file_without_leftovers_and_a_former_one_is_replaced() throws Exception {
        origin.storing("a.example", "alice", "s3cret-canary");
        Files.writeString(file, "former");

        export();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, origin.folder());
        }
        assertThat(new String(Files.readAllBytes(file), UTF_8))
                .startsWith("age-encryption.org/v1\n")
                .doesNotContain("s3cret-canary");
    }

    @Test
    void the_program_age_reads_an_export_and_its_plaintext_is_as_documented() throws Exception {
        origin.vault().secrets().put(new SecretId("a/b"), Secret.ofText("s3cret"), Map.of("k", "v"));
        export();

        Process age = new ProcessBuilder("age", "-d", "-i", identityFile(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] plain = age.getInputStream().readAllBytes();
        assertThat(age.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(age.exitValue()).isZero();

        String label = "\1" + "\2" + text("a/b") + text("a/b") + text("") + "\0\0" + "\0\0\0\1" + text("k") + text("v");
        int instant = 12;
        int record = label.length() + instant + text("s3cret").length();
        String start = "coffer-export 1\n" + "\1" + "\0\0\0" + (char) record + label;
        String end = text("s3cret") + "\0" + "\0\0\0\1";
        String shown = new String(plain, ISO_8859_1);
        assertThat(shown).startsWith(start).endsWith(end).hasSize(start.length() + instant + end.length());
    }

    private static String text(String value) {
        return "\0\0\0" + (char) value.length() + value;
    }

    @Test
    void an_export_goes_to_a_stream_that_stays_open() throws Exception {
        origin.storing("a.example", "alice", "s3cret");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int value) {
                bytes.write(value);
            }

            @Override
            public void close() throws IOException {
                throw new IOException("it was closed");
            }
        };

        assertThat(origin.vault().exporting().to(recipients(), out).exported()).isEqualTo(1);

        Files.write(file, bytes.toByteArray());
        assertThat(importing(file).imported()).isEqualTo(1);
        assertThat(target.answer("a.example")).isEqualTo("s3cret");
    }

    @Test
    void an_armored_export_is_read_and_one_for_a_passphrase_asks_it_once() throws Exception {
        origin.storing("a.example", "alice", "s3cret");
        byte[] passphrase = "correct horse".getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ScryptRecipient recipient = ScryptRecipient.of(passphrase, 10)) {
            origin.vault().exporting().to(List.of(recipient), bytes);
        }
        Files.writeString(file, "\r\n\n" + new String(Armor.encode(bytes.toByteArray()), UTF_8));

        int[] asked = {0};
        try (ScryptIdentity scrypt = ScryptIdentity.of(passphrase)) {
            VaultImport.Report report = target.vault().importing().from(file, List.of(stanzas -> {
                asked[0]++;
                return scrypt.unwrap(stanzas);
            }));
            assertThat(report.imported()).isEqualTo(1);
        }

        assertThat(asked[0]).isEqualTo(1);
        assertThat(target.answer("a.example")).isEqualTo("s3cret");
    }

    @Test
    void a_vault_that_was_never_made_gives_an_empty_export_that_makes_no_vault() throws Exception {
        assertThat(export().exported()).isZero();
        assertThat(importing(file)).isEqualTo(new VaultImport.Report(0, 0, List.of(), List.of()));
        assertThat(origin.folder()).doesNotExist();
        assertThat(target.folder()).doesNotExist();
    }

    @Test
    void entries_that_are_there_are_kept_and_named_unless_they_are_to_be_replaced() throws Exception {
        origin.storing("A.example", "alice", "theirs").storing("b.example", "bob", "new");
        origin.vault().secrets().put(new SecretId("s"), Secret.ofText("theirs"), Map.of());
        target.storing("a.example", "alice", "ours");
        target.vault().secrets().put(new SecretId("s"), Secret.ofText("ours"), Map.of());
        export();

        VaultImport.Report kept = importing(file);
        assertThat(kept.imported()).isEqualTo(1);
        assertThat(kept.kept()).containsExactlyInAnyOrder("A.example", "s");
        assertThat(target.answer("a.example")).isEqualTo("ours");
        assertThat(target.answer("b.example")).isEqualTo("new");

        VaultImport.Report replaced = target.vault().importing().replacing().from(file, List.of(identity));
        assertThat(replaced).isEqualTo(new VaultImport.Report(2, 1, List.of(), List.of()));
        assertThat(target.answer("a.example")).isEqualTo("theirs");
        assertThat(target.vault().secrets().get(new SecretId("s")).orElseThrow().secret())
                .isEqualTo(Secret.ofText("theirs"));
    }

    @Test
    void a_damaged_entry_in_the_way_is_named_and_can_be_replaced() throws Exception {
        origin.storing("a.example", "alice", "s3cret");
        target.storing("a.example", "alice", "ours");
        Files.write(target.entry("a.example"), new byte[] {1, 2, 3});
        export();

        VaultImport.Report report = importing(file);
        assertThat(report.imported()).isZero();
        assertThat(report.problems()).singleElement().satisfies(problem -> assertThat(problem.file())
                .isEqualTo(target.entry("a.example")));

        assertThat(target.vault().importing().replacing().from(file, List.of(identity)))
                .isEqualTo(new VaultImport.Report(1, 0, List.of(), List.of()));
        assertThat(target.answer("a.example")).isEqualTo("s3cret");
    }

    @Test
    void a_damaged_entry_makes_the_export_fail_unless_it_may_be_left_out() throws Exception {
        origin.storing("a.example", "alice", "s3cret").storing("broken.example", "bob", "lost");
        Files.write(origin.entry("broken.example"), new byte[] {1, 2, 3});
        Files.writeString(file, "former");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        String broken = origin.entry("broken.example").toString();
        Failing.assertFails(this::export, "DAMAGED", broken);
        Failing.assertFails(() -> origin.vault().exporting().to(recipients(), out), "DAMAGED", broken);
        assertThat(file).hasContent("former");
        assertThat(out.toByteArray()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, origin.folder());
        }

        VaultExport.Report report = origin.vault().exporting().skippingDamaged().to(recipients(), file);
        assertThat(report.exported()).isEqualTo(1);
        assertThat(report.problems()).extracting(Vault.Problem::file).containsExactly(origin.entry("broken.example"));
        assertThat(importing(file).imported()).isEqualTo(1);
    }

    @Test
    void a_locked_vault_exports_nothing_and_takes_nothing_until_its_passphrase_is_given_once() throws Exception {
        origin.storing("a.example", "alice", "1")
                .storing("b.example", "bob", "2")
                .storing("c.example", "carol", "3");
        export();
        target.vault()
                .protection()
                .change()
                .addPassphrase("correct horse".getBytes(UTF_8))
                .apply();

        Failing.assertFails(() -> importing(file), "LOCKED", "locked");
        Answers once = new Answers("correct horse");
        assertThat(target.vault(once).importing().from(file, List.of(identity)).imported())
                .isEqualTo(3);
        assertThat(once.seen()).hasSize(1);

        Path second = folder.resolve("second.age");
        Failing.assertFails(() -> target.vault().exporting().to(recipients(), second), "LOCKED", "locked");
        assertThat(second).doesNotExist();
        Answers again = new Answers("correct horse");
        assertThat(target.vault(again).exporting().to(recipients(), second).exported())
                .isEqualTo(3);
        assertThat(again.seen()).hasSize(1);
    }

    @Test
    void an_export_that_is_cut_off_anywhere_changes_nothing() throws Exception {
        origin.storing("a.example", "alice", "s3cret").storing("b.example", "bob", "s3cret");
        target.storing("there.example", "alice", "ours");
        export();
        byte[] whole = Files.readAllBytes(file);
        List<Path> before = target.everything();

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Failing.assertFails(() -> importing(file), "DAMAGED", file.toString());
        }
        assertThat(target.everything()).isEqualTo(before);
    }

    @Test
    void an_export_whose_plaintext_is_cut_off_anywhere_changes_nothing() throws Exception {
        origin.storing("a.example", "alice", "s3cret").storing("b.example", "bob", "s3cret");
        export();
        byte[] plain = Age.decryptWith(identity).decrypt(Files.readAllBytes(file));

        for (int length = 0; length < plain.length; length++) {
            Files.write(file, Age.encryptTo(identity.recipient()).encrypt(Arrays.copyOf(plain, length)));
            Failing.assertFails(() -> importing(file), "DAMAGED", file.toString());
        }
        Files.write(file, Age.encryptTo(identity.recipient()).encrypt(Arrays.copyOf(plain, plain.length + 1)));
        Failing.assertFails(() -> importing(file), "DAMAGED", "after its end");
        assertThat(target.folder()).doesNotExist();
    }

    @Test
    void a_flipped_bit_anywhere_changes_nothing() throws Exception {
        origin.storing("a.example", "alice", "s3cret");
        export();
        byte[] whole = Files.readAllBytes(file);

        for (int bit = 0; bit < 8 * whole.length; bit += 3) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            StoreException failure = assertThrows(StoreException.class, () -> importing(file));
            assertThat(failure.kind()).isIn(Kind.DAMAGED, Kind.REFUSED);
        }
        assertThat(target.folder()).doesNotExist();
    }

    @Test
    void what_cannot_be_imported_is_named() throws Exception {
        origin.storing("a.example", "alice", "s3cret");
        export();

        try (X25519Identity other = X25519Identity.generate()) {
            Failing.assertFails(
                    () -> target.vault().importing().from(file, List.of(other)), "REFUSED", "not encrypted to any");
        }
        Failing.assertFails(() -> importing(folder.resolve("missing")), "UNREACHABLE", "there is no file");
        Failing.assertFails(() -> importing(folder), "REFUSED", "not a regular file");
        encrypt("coffer-export 2\nsomething new");
        Failing.assertFails(() -> importing(file), "REFUSED", "format version");
        encrypt("hello");
        Failing.assertFails(() -> importing(file), "DAMAGED", "is not the export of a vault");
        Files.writeString(file, "hello");
        Failing.assertFails(() -> importing(file), "DAMAGED", file.toString());
        assertThat(target.folder()).doesNotExist();
    }

    @Test
    void what_cannot_be_written_is_named() throws Exception {
        origin.storing("a.example", "alice", "s3cret");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));

        for (Path there : List.of(origin.folder(), link)) {
            Failing.assertFails(
                    () -> origin.vault().exporting().to(recipients(), there), "UNREACHABLE", "not a regular file");
        }
        Path nowhere = folder.resolve("nowhere/export.age");
        Failing.assertFails(
                () -> origin.vault().exporting().to(recipients(), nowhere), "UNREACHABLE", nowhere.toString());
        try (ScryptRecipient passphrase = ScryptRecipient.of(new byte[] {1}, 10)) {
            Failing.assertFails(
                    () -> origin.vault().exporting().to(List.of(passphrase, identity.recipient()), file),
                    "REFUSED",
                    "cannot share a file");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void an_import_that_is_killed_half_way_can_be_run_again() throws Exception {
        for (int number = 0; number < 150; number++) {
            origin.storing("registry.example/" + number, "alice", "secret " + number);
        }
        export();
        Process worker = VaultWorker.start(target, "import", file.toString(), identityFile());
        VaultWorker.awaitReady(worker);
        while (!Files.exists(target.entries()) || count(target.entries()) < 20) {
            Thread.sleep(1);
        }
        worker.destroyForcibly();
        assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();

        VaultImport.Report report = importing(file);

        assertThat(report.unchanged()).isBetween(19, 149);
        assertThat(report.imported() + report.unchanged()).isEqualTo(150);
        assertThat(report.kept()).isEmpty();
        assertThat(target.vault().list()).hasSize(150);
        assertThat(target.vault().inspect().problems()).isEmpty();
    }

    @Test
    void more_entries_than_fit_into_memory_move_one_by_one() throws Exception {
        fill(target, 1_000);

        assertThat(VaultWorker.output(VaultWorker.startSmall(
                        target, "export", file.toString(), identity.recipient().toString())))
                .isEqualTo("ready\ndone\n0");
        assertThat(Files.size(file)).isGreaterThan(VaultWorker.SMALL_HEAP);
        assertThat(VaultWorker.output(VaultWorker.startSmall(target, "import", file.toString(), identityFile())))
                .isEqualTo("ready\ndone\n0");
    }

    /** As many secrets, without waiting for the disk at each. */
    private static void fill(Sandbox sandbox, int count) throws Exception {
        sandbox.vault().secrets().put(new SecretId("first"), Secret.ofText(""), Map.of());
        EntryStorage storage = sandbox.storage();
        byte[] secret = new byte[32 << 10];
        try (UnlockedKeys keys = new UnlockedKeys(storage)) {
            Seal seal = keys.seal(storage.made().orElseThrow().manifest());
            for (int number = 1; number < count; number++) {
                String id = "team/" + number;
                Label label = new Label(EntryKind.SECRET, id, id, "", Optional.empty(), Optional.empty(), Map.of());
                Path entry = Files.createFile(
                        storage.file(EntryKind.SECRET, id),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(entry, new VaultEntry(label, Instant.EPOCH, Secret.copyOf(secret)).seal(seal, entry));
            }
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private void encrypt(String plain) throws IOException {
        Files.write(file, Age.encryptTo(identity.recipient()).encrypt(plain.getBytes(UTF_8)));
    }

    private String identityFile() throws IOException {
        return Files.writeString(folder.resolve("key"), identity.encode()).toString();
    }

    private List<X25519Recipient> recipients() {
        return List.of(identity.recipient());
    }

    private VaultExport.Report export() throws StoreException {
        return origin.vault().exporting().to(recipients(), file);
    }

    private VaultImport.Report importing(Path export) throws StoreException {
        return target.vault().importing().from(export, List.of(identity));
    }
}
