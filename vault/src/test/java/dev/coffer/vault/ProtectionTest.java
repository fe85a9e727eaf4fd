package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.X25519Identity;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.vault.keys.HeldKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protectors: added, taken away, and what old copies of the key are worth after that. */
class ProtectionTest {
    private static final String SERVER = "registry.example";

    private Sandbox sandbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        sandbox = new Sandbox(folder);
    }

    @Test
    void a_new_vault_is_opened_by_its_key_file() throws Exception {
        assertThat(sandbox.vault().protection().status().recipient()).isEmpty();

        sandbox.storing(SERVER, "alice", "s3cret");

        assertThat(names()).containsExactly("key-file");
    }

    @Test
    void a_passphrase_takes_the_place_of_the_key_file() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        String oldKey = Files.readString(sandbox.identity());
        byte[] oldEntry = Files.readAllBytes(sandbox.entry(SERVER));

        protectByPassphrase("correct horse");

        assertThat(names()).containsExactly("passphrase");
        assertThat(sandbox.identity()).doesNotExist();
        assertThat(sandbox.answer(SERVER)).isEqualTo("LOCKED: the vault is locked");
        assertThat(answer(sandbox.vault(new Answers("correct horse")))).isEqualTo("s3cret");
        byte[] newEntry = Files.readAllBytes(sandbox.entry(SERVER));
        try (X25519Identity stolen = identityIn(oldKey)) {
            assertThat(Age.decryptWith(stolen).decrypt(oldEntry)).isNotEmpty();
            assertThatThrownBy(() -> Age.decryptWith(stolen).decrypt(newEntry))
                    .isInstanceOf(AgeException.NoIdentityMatched.class);
        }
    }

    @Test
    void a_vault_can_be_protected_before_anything_is_in_it() throws Exception {
        protectByPassphrase("correct horse");

        Failing.assertFails(() -> sandbox.storing(SERVER, "alice", "s3cret"), "LOCKED", "locked");
        assertThat(sandbox.answer(SERVER)).isEqualTo("absent");
    }

    @Test
    void a_locked_vault_still_knows_what_it_does_not_hold_and_forgets_what_it_shall() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        protectByPassphrase("correct horse");

        assertThat(sandbox.answer("other.example")).isEqualTo("absent");
        Lookup locked = sandbox.get(SERVER);
        assertThat(locked).isInstanceOfSatisfying(Lookup.Unavailable.class, answer -> {
            assertThat(answer.kind()).isEqualTo(Kind.LOCKED);
            assertThat(answer.whatToDo()).isEqualTo("coffer unlock");
        });
        assertThat(sandbox.vault().erase(ServerAddress.parse(SERVER))).isTrue();
        assertThat(sandbox.answer(SERVER)).isEqualTo("absent");
    }

    @Test
    void a_wrong_passphrase_is_asked_for_again_and_then_refused() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        protectByPassphrase("correct horse");

        assertThat(answer(sandbox.vault(new Answers("wrong", "correct horse")))).isEqualTo("s3cret");
        Answers allWrong = new Answers("wrong", "wronger", "wrongest", "correct horse");
        assertThat(answer(sandbox.vault(allWrong))).startsWith("LOCKED: ").contains("wrong");
        assertThat(allWrong.seen())
                .filteredOn(text -> text.startsWith("passphrase"))
                .hasSize(3);
    }

    @Test
    void an_ssh_key_opens_the_vault_without_asking_while_it_has_no_passphrase(@TempDir Path ssh) throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        Path key = SshKeys.make(ssh, "");

        sandbox.vault().protection().change().addSshKey(key).apply();

        assertThat(names()).singleElement().asString().startsWith("ssh-");
        assertThat(sandbox.answer(SERVER)).isEqualTo("s3cret");
        Files.move(key, ssh.resolve("elsewhere"));
        assertThat(sandbox.answer(SERVER)).startsWith("LOCKED: ").contains(key.toString());
    }

    @Test
    void an_ssh_key_with_a_passphrase_asks_for_it(@TempDir Path ssh) throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");

        sandbox.vault()
                .protection()
                .change()
                .addSshKey(SshKeys.make(ssh, "key word"))
                .apply();

        assertThat(sandbox.answer(SERVER)).startsWith("LOCKED: ");
        assertThat(answer(sandbox.vault(new Answers("key word")))).isEqualTo("s3cret");
    }

    @Test
    void any_one_of_several_opens_the_vault(@TempDir Path ssh) throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        Path key = SshKeys.make(ssh, "");
        sandbox.vault()
                .protection()
                .change()
                .addPassphrase(bytes("recovery"))
                .addSshKey(key)
                .apply();

        assertThat(names()).hasSize(2);
        assertThat(sandbox.answer(SERVER)).isEqualTo("s3cret");
        Files.delete(key);
        assertThat(answer(sandbox.vault(new Answers("recovery")))).isEqualTo("s3cret");
    }

    @Test
    void adding_a_protector_wraps_the_identity_only(@TempDir Path ssh) throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        protectByPassphrase("recovery");
        byte[] entry = Files.readAllBytes(sandbox.entry(SERVER));

        sandbox.vault(new Answers("recovery"))
                .protection()
                .change()
                .addSshKey(SshKeys.make(ssh, ""))
                .apply();

        assertThat(names()).hasSize(2);
        assertThat(Files.readAllBytes(sandbox.entry(SERVER))).isEqualTo(entry);
    }

    @Test
    void what_was_taken_away_opens_no_new_entry(@TempDir Path ssh, @TempDir Path backup) throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        Path key = SshKeys.make(ssh, "");
        sandbox.vault()
                .protection()
                .change()
                .addPassphrase(bytes("recovery"))
                .addSshKey(key)
                .apply();
        Sandbox.copy(sandbox.identityFolder(), backup.resolve("keys"));
        String name = names().stream()
                .filter(method -> method.startsWith("ssh-"))
                .findFirst()
                .orElseThrow();

        sandbox.vault(new Answers("recovery"))
                .protection()
                .change()
                .remove(name)
                .apply();

        assertThat(names()).containsExactly("passphrase");
        assertThat(answer(sandbox.vault(new Answers("recovery")))).isEqualTo("s3cret");
        Vault withOldKeys = Vault.open(sandbox.vaultFolder(), backup.resolve("keys"));
        assertThat(answer(withOldKeys)).startsWith("DAMAGED: ").contains("another key");
    }

    @Test
    void to_keep_the_identity_leaves_the_entries_alone() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        byte[] entry = Files.readAllBytes(sandbox.entry(SERVER));

        sandbox.vault()
                .protection()
                .change()
                .addPassphrase(bytes("recovery"))
                .keepingIdentity()
                .apply();

        assertThat(names()).containsExactly("passphrase");
        assertThat(Files.readAllBytes(sandbox.entry(SERVER))).isEqualTo(entry);
        assertThat(answer(sandbox.vault(new Answers("recovery")))).isEqualTo("s3cret");
    }

    @Test
    void the_key_file_can_be_kept_beside_a_passphrase_and_come_back() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");

        sandbox.vault()
                .protection()
                .change()
                .addPassphrase(bytes("recovery"))
                .addKeyFile()
                .apply();
        assertThat(names()).containsExactly("key-file", "passphrase");
        assertThat(sandbox.answer(SERVER)).isEqualTo("s3cret");

        sandbox.vault().protection().change().remove("key-file").apply();
        assertThat(sandbox.answer(SERVER)).startsWith("LOCKED: ");

        sandbox.vault(new Answers("recovery"))
                .protection()
                .change()
                .addKeyFile()
                .apply();
        assertThat(sandbox.answer(SERVER)).isEqualTo("s3cret");
    }

    @Test
    void the_last_protector_cannot_be_taken_away() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");

        Failing.assertFails(
                () -> sandbox.vault().protection().change().remove("key-file").apply(),
                "REFUSED",
                "nothing would be left");
        Failing.assertFails(
                () -> sandbox.vault().protection().change().remove("ssh-0").apply(), "REFUSED", "ssh-0");
        assertThat(sandbox.answer(SERVER)).isEqualTo("s3cret");
    }

    @Test
    void a_new_passphrase_makes_the_old_one_worthless() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        protectByPassphrase("old");

        sandbox.vault(new Answers("old"))
                .protection()
                .change()
                .addPassphrase(bytes("new"))
                .apply();

        assertThat(answer(sandbox.vault(new Answers("new")))).isEqualTo("s3cret");
        assertThat(answer(sandbox.vault(new Answers("old")))).startsWith("LOCKED: ");
    }

    @Test
    void a_rotation_makes_a_new_identity_and_keeps_all_entries() throws Exception {
        for (int i = 0; i < 70; i++) {
            sandbox.storing("registry-" + i + ".example", "alice", "s3cret " + i);
        }
        String before = sandbox.vault().protection().status().recipient().orElseThrow();

        assertThat(sandbox.vault().protection().change().rotating().apply()).isEmpty();

        assertThat(sandbox.vault().protection().status().recipient()).get().isNotEqualTo(before);
        for (int i = 0; i < 70; i++) {
            assertThat(sandbox.answer("registry-" + i + ".example")).isEqualTo("s3cret " + i);
        }
        assertThat(sandbox.vault().inspect().problems()).isEmpty();
        assertThat(sandbox.vault().list()).hasSize(70);
    }

    @Test
    void an_entry_that_cannot_be_re_encrypted_is_named_and_the_rotation_ends_when_it_is_gone() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret").storing("broken.example", "bob", "lost");
        Path broken = sandbox.entry("broken.example");
        Files.write(broken, new byte[] {1, 2, 3});

        assertThat(sandbox.vault().protection().change().rotating().apply())
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEqualTo(broken));
        assertThat(sandbox.vault().protection().status().rotating()).isTrue();
        assertThat(sandbox.answer(SERVER)).isEqualTo("s3cret");

        Files.delete(broken);
        assertThat(sandbox.vault().protection().change().rotating().apply()).isEmpty();
        assertThat(sandbox.vault().protection().status().rotating()).isFalse();
    }

    @Test
    void with_an_old_manifest_put_back_nothing_new_is_kept_with_the_old_key() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        byte[] manifest = Files.readAllBytes(sandbox.manifest());
        sandbox.vault().protection().change().rotating().apply();

        Files.write(sandbox.manifest(), manifest);
        Failing.assertFails(() -> sandbox.storing(SERVER, "alice", "newer"), "REFUSED", "a key that was replaced");

        sandbox.vault().protection().change().rotating().apply();
        sandbox.storing(SERVER, "alice", "newer");
        assertThat(sandbox.answer(SERVER)).isEqualTo("newer");
    }

    @Test
    void a_second_vault_with_the_same_keys_can_be_read_after_the_first_got_new_ones() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        Path second = sandbox.folder().resolve("second");
        Sandbox.copy(sandbox.vaultFolder(), second);

        sandbox.vault().protection().change().rotating().apply();

        assertThat(answer(Vault.open(second, sandbox.identityFolder()))).isEqualTo("s3cret");
    }

    @Test
    void an_identity_that_a_killed_writer_left_in_a_temporary_file_goes_with_the_key_file(@TempDir Path ssh)
            throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        Path leftover = sandbox.identityFolder().resolve(".coffer-1-2-3.tmp");
        Files.copy(sandbox.identity(), leftover);

        sandbox.vault().protection().change().addSshKey(SshKeys.make(ssh, "")).apply();

        assertThat(sandbox.identity()).doesNotExist();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void a_manifest_that_names_a_former_key_nobody_has_is_damage() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        List<String> manifest = new ArrayList<>(Files.readAllLines(sandbox.manifest()));
        try (X25519Identity other = X25519Identity.generate()) {
            manifest.add(2, "former " + other.recipient());
            Files.write(sandbox.entry(SERVER), Age.encryptTo(other.recipient()).encrypt(new byte[300]));
        }
        Files.writeString(sandbox.manifest(), String.join("\n", manifest) + "\n");

        assertThat(sandbox.answer(SERVER)).startsWith("DAMAGED: ").contains("another key");
        Failing.assertFails(() -> sandbox.vault().list(), "DAMAGED", "another key");
        Failing.assertFails(
                () -> sandbox.vault().protection().change().rotating().apply(), "DAMAGED", "another key");
    }

    @Test
    void a_rotation_that_another_process_has_overtaken_does_not_take_the_vault_back() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        EntryStorage storage = sandbox.storage();
        Manifest first = storage.made().orElseThrow().manifest();
        sandbox.vault().protection().change().rotating().apply();
        Manifest once = storage.made().orElseThrow().manifest();
        sandbox.vault().protection().change().rotating().apply();
        Manifest twice = storage.made().orElseThrow().manifest();

        try (HeldKeys keys = storage.hold(twice)) {
            Manifest overtaken = first.beginning(once.recipient());
            assertThat(new Rotation(storage, keys).run(overtaken)).isEmpty();
        }

        assertThat(storage.made().orElseThrow().manifest()).isEqualTo(twice);
        assertThat(sandbox.answer(SERVER)).isEqualTo("s3cret");
    }

    @Test
    void a_vault_of_a_newer_format_is_refused_and_left_alone() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        Files.writeString(sandbox.manifest(), "coffer-vault 2\nsomething new\n");
        List<Path> before = sandbox.everything();

        assertThat(sandbox.answer(SERVER)).startsWith("REFUSED: ").contains("format version");
        Failing.assertFails(() -> sandbox.storing(SERVER, "alice", "newer"), "REFUSED", "format version");
        Failing.assertFails(
                () -> sandbox.vault().protection().change().rotating().apply(), "REFUSED", "format version");
        assertThat(sandbox.everything()).isEqualTo(before);
    }

    @Test
    void a_damaged_protector_is_named() throws Exception {
        sandbox.storing(SERVER, "alice", "s3cret");
        protectByPassphrase("correct horse");
        Path file = sandbox.identityFolder().resolve("protectors/passphrase");
        String text = Files.readString(file);

        for (String damaged :
                List.of("", "hello", text.substring(0, text.length() / 2), text.replace("kind p", "kind q"))) {
            Files.writeString(file, damaged);
            assertThat(sandbox.answer(SERVER)).startsWith("DAMAGED: ");
        }
        Files.writeString(file, text);
        assertThat(answer(sandbox.vault(new Answers("correct horse")))).isEqualTo("s3cret");
    }

    private void protectByPassphrase(String passphrase) throws StoreException {
        assertThat(sandbox.vault()
                        .protection()
                        .change()
                        .addPassphrase(bytes(passphrase))
                        .apply())
                .isEmpty();
    }

    private List<String> names() throws StoreException {
        return sandbox.vault().protection().status().methods().stream()
                .map(Protection.Method::name)
                .toList();
    }

    private static String answer(Vault vault) {
        return Sandbox.answer(vault, SERVER);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static X25519Identity identityIn(String file) throws AgeException {
        return X25519Identity.parse(file.lines()
                .filter(line -> line.startsWith("AGE-SECRET-KEY"))
                .findFirst()
                .orElseThrow());
    }
}
