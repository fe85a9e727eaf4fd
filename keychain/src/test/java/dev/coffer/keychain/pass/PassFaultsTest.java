package dev.coffer.keychain.pass;

import static dev.coffer.keychain.Logins.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PassFaultsTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.example");
    private static final Credential CREDENTIAL = new Credential("bob", Secret.ofText("s3cret"));

    @SuppressWarnings("NullAway.Init")
    private static Keyring keyring;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path root;

    @BeforeAll
    static void makeKeys() throws Exception {
        keyring = Keyring.create();
        keyring.generate(Keyring.LOCKED_KEY, "passphrase");
    }

    @AfterAll
    static void removeKeys() throws Exception {
        keyring.remove();
    }

    @BeforeEach
    void setUp() throws Exception {
        root = keyring.newStore(folder, Keyring.OPEN_KEY);
    }

    @Test
    void a_locked_key_is_said_to_be_locked_and_how_to_unlock_it() throws Exception {
        Files.writeString(root.resolve(".gpg-id"), Keyring.LOCKED_KEY + "\n");
        Pass store = keyring.open(root);
        store.store(SERVER, CREDENTIAL);
        keyring.forgetPassphrases();

        Lookup.Unavailable answer = unavailable(store.get(Request.of(SERVER)));
        assertThat(answer.kind()).isEqualTo(Kind.LOCKED);
        assertThat(answer.whatToDo()).contains("GPG_TTY", "--decrypt " + root);
        // What needs no secret key works.
        assertThat(store.list()).hasSize(1);
        assertThat(store.erase(SERVER)).isTrue();
    }

    @Test
    void a_prompt_that_nobody_answers_ends_at_the_limit() throws Exception {
        Path pinentry = Files.writeString(keyring.home().resolve("pinentry"), "#!/bin/sh\nexec sleep 4\n");
        Files.setPosixFilePermissions(pinentry, PosixFilePermissions.fromString("rwx------"));
        Path configuration =
                Files.writeString(keyring.gnupg().resolve("gpg-agent.conf"), "pinentry-program " + pinentry + "\n");
        try {
            keyring.forgetPassphrases();
            Files.writeString(root.resolve(".gpg-id"), Keyring.LOCKED_KEY + "\n");
            Pass store = keyring.open(root);
            store.store(SERVER, CREDENTIAL);

            Request hurried = new Request(SERVER, Optional.empty(), Duration.ofMillis(700));
            Lookup.Unavailable answer = unavailable(store.get(hurried));
            assertThat(answer.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(answer.why().text()).contains("700 ms", "waiting for a passphrase");
            assertThat(answer.whatToDo()).contains("--decrypt");
        } finally {
            Files.delete(configuration);
            keyring.forgetPassphrases();
        }
    }

    @Test
    void a_missing_secret_key_is_told_from_a_locked_one() throws Exception {
        Keyring stranger = Keyring.create();
        try {
            Path theirs = stranger.newStore(folder.resolve("theirs"), Keyring.OPEN_KEY);
            stranger.open(theirs).store(SERVER, CREDENTIAL);

            Lookup.Unavailable answer = unavailable(keyring.open(theirs).get(Request.of(SERVER)));
            assertThat(answer.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(answer.whatToDo()).contains("import");
        } finally {
            stranger.remove();
        }
    }

    @Test
    void without_gpg_what_is_there_is_unavailable_and_what_is_not_is_absent() throws Exception {
        Pass store = keyring.open(root);
        store.store(SERVER, CREDENTIAL);
        Pass without = Pass.open(
                new Environment(keyring.variables(root)),
                keyring.home(),
                keyring.home().resolve("locks"),
                ProgramFinder.on(folder.toString()));

        assertThat(unavailable(without.get(Request.of(SERVER))).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(without.get(Request.of(ServerAddress.parse("other.example"))))
                .isInstanceOf(Lookup.Absent.class);
        assertFails(Kind.UNREACHABLE, () -> without.store(SERVER, CREDENTIAL));
        assertThat(without.list()).hasSize(1);
        assertThat(without.probe())
                .isInstanceOfSatisfying(Availability.Missing.class, missing -> assertThat(missing.reason())
                        .contains("gpg"));
    }

    @Test
    void a_store_that_was_never_set_up_is_empty_and_takes_nothing() {
        Path none = folder.resolve("none");
        Pass store = keyring.open(none);

        assertThat(store.get(Request.of(SERVER))).isInstanceOf(Lookup.Absent.class);
        assertThatThrownBy(() -> store.store(SERVER, CREDENTIAL)).hasMessageContaining("not set up");
        assertThat(store.probe())
                .isInstanceOfSatisfying(Availability.Missing.class, missing -> assertThat(missing.whatToDo())
                        .contains("pass init"));
        assertThat(keyring.open(root).probe()).isInstanceOf(Availability.Available.class);
        assertThat(none).doesNotExist();
    }

    @Test
    void a_folder_that_cannot_be_a_path_is_said_to_be_so() {
        Pass store = keyring.open(root, Map.of("PASSWORD_STORE_DIR", "store\0"));

        assertThat(unavailable(store.get(Request.of(SERVER))).why().text())
                .startsWith("PASSWORD_STORE_DIR cannot be a path");
        assertFails(Kind.UNREACHABLE, () -> store.store(SERVER, CREDENTIAL));
        assertFails(Kind.UNREACHABLE, store::list);
        assertFails(Kind.UNREACHABLE, () -> store.erase(SERVER));
        assertFails(Kind.UNREACHABLE, () -> store.secrets().get(new SecretId("a")));
        assertFails(Kind.UNREACHABLE, () -> store.secrets().list(new SecretPattern("**")));
        assertThat(store.probe())
                .isInstanceOfSatisfying(Availability.Missing.class, missing -> assertThat(missing.whatToDo())
                        .contains("PASSWORD_STORE_DIR"));
    }

    @Test
    void an_unusable_key_leaves_everything_as_it_was() throws Exception {
        Pass store = keyring.open(root);
        store.store(SERVER, CREDENTIAL);
        keyring.generateExpired("expired@coffer.test");
        for (String key : new String[] {"expired@coffer.test", "nobody@coffer.test", ""}) {
            Files.writeString(root.resolve(".gpg-id"), key + "\n");
            assertThatThrownBy(() -> store.store(SERVER, new Credential("eve", Secret.ofText("x"))))
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.secrets().put(new SecretId("a/b"), Secret.ofText("x"), Map.of()))
                    .isInstanceOf(StoreException.class);
        }
        assertThat(store.get(Request.of(SERVER)))
                .isInstanceOfSatisfying(Lookup.Found.class, found -> assertThat(found.credential())
                        .isEqualTo(CREDENTIAL));
        assertThat(root.resolve("coffer")).doesNotExist();
    }

    @Test
    void damaged_files_are_said_to_be_damaged() throws Exception {
        Pass store = keyring.open(root);
        store.store(SERVER, CREDENTIAL);
        store.secrets().put(new SecretId("a"), Secret.ofText("x"), Map.of());
        Path file = root.resolve("docker-credential-helpers/cmVnaXN0cnkuZXhhbXBsZQ==/bob.gpg");
        byte[] good = Files.readAllBytes(file);
        byte[] flipped = good.clone();
        flipped[flipped.length - 3] ^= 1;
        for (byte[] bad : new byte[][] {flipped, new byte[0], "no such thing".getBytes(StandardCharsets.US_ASCII)}) {
            Files.write(file, bad);
            assertThat(unavailable(store.get(Request.of(SERVER))).kind()).isEqualTo(Kind.DAMAGED);
        }
        // A credential's file in a secret's place: it decrypts, and is no secret of ours.
        Files.write(root.resolve("coffer/a.gpg"), good);
        assertFails(Kind.DAMAGED, () -> store.secrets().get(new SecretId("a")));
    }

    @Test
    void a_damaged_secret_is_listed_without_metadata_beside_the_others() throws Exception {
        SecretStore secrets = keyring.open(root).secrets();
        for (String id : new String[] {"a", "b", "c"}) {
            secrets.put(new SecretId(id), Secret.ofText("x"), Map.of("owner", "alice"));
        }
        Files.write(root.resolve("coffer/b.gpg"), new byte[] {1, 2, 3});

        assertThat(secrets.list(new SecretPattern("**")))
                .containsExactly(
                        new SecretEntry(new SecretId("a"), Map.of("owner", "alice")),
                        new SecretEntry(new SecretId("b"), Map.of()),
                        new SecretEntry(new SecretId("c"), Map.of("owner", "alice")));
        assertThatThrownBy(() -> secrets.get(new SecretId("b"))).hasMessageContaining("coffer/b.gpg is damaged");
        assertThat(secrets.delete(new SecretId("b"))).isTrue();
        assertThat(secrets.list(new SecretPattern("**"))).hasSize(2);
    }

    @Test
    void a_list_of_keys_without_its_signature_is_refused() throws Exception {
        String fingerprint = keyring.gpg("", "--list-keys", "--with-colons", Keyring.OPEN_KEY)
                .done()
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
        Pass store = keyring.open(root, Map.of("PASSWORD_STORE_SIGNING_KEY", fingerprint));
        Path keys = root.resolve(".gpg-id");

        assertFails(Kind.REFUSED, () -> store.store(SERVER, CREDENTIAL));
        keyring.gpg("", "--local-user", Keyring.OPEN_KEY, "--detach-sign", keys.toString())
                .done();
        store.store(SERVER, CREDENTIAL);
        Files.writeString(keys, Keyring.LOCKED_KEY + "\n");
        assertFails(Kind.REFUSED, () -> store.store(SERVER, CREDENTIAL));
    }

    @Test
    void no_failure_shows_the_secret() throws Exception {
        Files.writeString(root.resolve(".gpg-id"), "nobody@coffer.test\n");

        assertThatThrownBy(() -> keyring.open(root).store(SERVER, new Credential("bob", Secret.ofText("canary-7f3a"))))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("canary-7f3a"));
    }

    private static Lookup.Unavailable unavailable(Lookup answer) {
        assertThat(answer).isInstanceOf(Lookup.Unavailable.class);
        return (Lookup.Unavailable) answer;
    }
}
