package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a real program that speaks the protocol, well or badly. */
@Timeout(30)
class PluginTest {
    private static final byte[] PLAINTEXT = "a text".getBytes(StandardCharsets.UTF_8);

    private static final int MUTANTS = 200;
    private static final String QUESTIONS = "-> msg\naGVsbG8\n-> confirm eWVz bm8\naGVsbG8\n-> request-secret\nUElO\n";
    private static final String WRAPPING =
            QUESTIONS + "-> labels a b\n\n-> recipient-stanza 0 type word\nAAAA\n-> done\n\n";
    private static final String UNWRAPPING = QUESTIONS + "-> file-key 0\nAAAAAAAAAAAAAAAAAAAAAA\n-> done\n\n";

    private final TestPlugins installed;
    private final Path folder;

    PluginTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        installed = new TestPlugins(folder);
    }

    @AfterEach
    void no_plugin_and_no_thread_is_left() throws InterruptedException {
        TestPlugins.assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xor", "a.b-c_d+e1f", "greasy", "chatter"})
    void what_a_plugin_wrapped_it_unwraps(String name) throws Exception {
        byte[] file = encrypt(name, Prompts.none());

        assertThat(decrypt(name, file, Prompts.none())).isEqualTo(PLAINTEXT);
        assertThat(header(file)).contains("\n-> " + name + " ");
    }

    @Test
    void a_file_is_encrypted_to_an_identity() throws Exception {
        installed.install("xor");
        PluginIdentity identity = PluginIdentity.parse(TestPlugins.identity("xor"), installed.with(Prompts.none()));

        byte[] file = Age.encryptTo(identity.recipient()).encrypt(PLAINTEXT);

        assertThat(Age.decryptWith(identity).decrypt(file)).isEqualTo(PLAINTEXT);
    }

    @Test
    void a_plugin_may_give_several_stanzas() throws Exception {
        byte[] file = encrypt("two", Prompts.none());

        assertThat(header(file).split("-> two ", -1)).hasSize(3);
        assertThat(decrypt("two", file, Prompts.none())).isEqualTo(PLAINTEXT);
    }

    @Test
    void plugins_and_other_keys_share_a_file() throws Exception {
        installed.install("xor");
        installed.install("greasy");
        X25519Identity native1 = X25519Identity.generate();
        Plugins plugins = installed.with(Prompts.none());
        byte[] file = Age.encryptTo(
                        Recipients.parse(TestPlugins.recipient("greasy"), plugins),
                        native1.recipient(),
                        Recipients.parse(TestPlugins.recipient("xor"), plugins))
                .encrypt(PLAINTEXT);

        assertThat(Age.decryptWith(native1).decrypt(file)).isEqualTo(PLAINTEXT);
        for (String name : List.of("xor", "greasy")) {
            assertThat(decrypt(name, file, Prompts.none())).isEqualTo(PLAINTEXT);
        }
    }

    @Test
    void an_identity_that_does_not_match_is_passed_over() throws Exception {
        byte[] file = encrypt("xor", Prompts.none());
        Plugins plugins = installed.with(Prompts.none());
        Identity other = Identities.parse(TestPlugins.otherIdentity("xor"), plugins);

        assertThatThrownBy(() -> Age.decryptWith(other).decrypt(file))
                .isInstanceOf(AgeException.NoIdentityMatched.class);
        assertThat(Age.decryptWith(other, Identities.parse(TestPlugins.identity("xor"), plugins))
                        .decrypt(file))
                .isEqualTo(PLAINTEXT);
    }

    @Test
    void the_user_is_told_and_asked() throws Exception {
        RecordingPrompts user = new RecordingPrompts();
        byte[] file = encrypt("asking", user);

        assertThat(user.seen)
                .containsExactly(
                        "tell age-plugin-asking: touch … the key\n",
                        "ask age-plugin-asking: which slot?",
                        "secret age-plugin-asking: PIN, please",
                        "confirm age-plugin-asking: really? go on stop",
                        "confirm age-plugin-asking: ready? enter -");
        assertThat(user.secret).as("wiped").containsOnly(0);
        assertThat(decrypt("asking", file, user)).isEqualTo(PLAINTEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"which slot?", "PIN, please", "really?", "ready?"})
    void a_question_without_an_answer_is_why_a_plugin_fails(String question) throws Exception {
        byte[] file = encrypt("asking", new RecordingPrompts());

        assertThatThrownBy(() -> encrypt("asking", new RecordingPrompts(question)))
                .isInstanceOf(AgeException.NoAnswer.class)
                .hasMessage("the user went away");
        assertThatThrownBy(() -> decrypt("asking", file, new RecordingPrompts(question)))
                .isInstanceOf(AgeException.NoAnswer.class)
                .hasMessage("the user went away");
    }

    @Test
    void a_plugin_that_ends_without_an_answer_is_no_failure_of_its_own() {
        assertThatThrownBy(() -> encrypt("touchy", Prompts.none()))
                .isInstanceOf(AgeException.NoAnswer.class)
                .hasMessage("the key asks its user something, and nobody can be asked here");
    }

    @Test
    void a_plugin_learns_that_it_cannot_tell_anybody() {
        assertThatThrownBy(() -> encrypt("asking", Prompts.none()))
                .isInstanceOf(AgeException.PluginFailed.class)
                .hasMessageContaining("the client answered msg with ('fail'");
    }

    @Test
    void the_user_is_told_of_a_slow_plugin() throws Exception {
        RecordingPrompts user = new RecordingPrompts();
        encrypt("slow", user);

        assertThat(user.seen).containsExactly("tell waiting for age-plugin-slow");
    }

    @ParameterizedTest
    @CsvSource({
        "apart, together, true",
        "apart, xor, false",
        "alone, alone, false",
        "quantum, quantum, true",
        "quantum, xor, false"
    })
    void labels_say_who_shares_a_file(String one, String other, boolean allowed) throws Exception {
        Encryptor encryptor = Age.encryptTo(recipient(one, Prompts.none()), recipient(other, Prompts.none()));

        if (allowed) {
            byte[] file = encryptor.encrypt(PLAINTEXT);
            assertThat(decrypt(other, file, Prompts.none())).isEqualTo(PLAINTEXT);
        } else {
            assertThatThrownBy(() -> encryptor.encrypt(PLAINTEXT))
                    .isInstanceOf(AgeException.RecipientsIncompatible.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "badrecipient | cannot encrypt to the recipient: no such \\u001B[31mkey is known \\u202E here",
                "badidentity | cannot use the identity: no such \\u001B[31mkey is known \\u202E here",
                "internal | failed: no such \\u001B[31mkey is known \\u202E here",
                "mute | failed: it does not say why",
                "nothing | gave no stanza for the file",
                "status | ended with status 4, although it was done",
                "wrongindex | its message 1 is malformed: a stanza has the number of the only file, 0, and a type",
                "samelabel | its message 1 is malformed: labels come once, and no two are the same",
                "twolabels | its message 2 is malformed: labels come once, and no two are the same",
                "badconfirm | its message 1 is malformed: not canonical base64 without padding",
                "latecrash | ended with status 134 before it was done",
                "noise | its message 2 is malformed: it does not begin as a stanza",
                "flood | more than 1024 messages, so it was ended",
                "longline | its message 1 is malformed: it is longer than 65536 bytes",
            })
    void a_plugin_that_fails_to_wrap_says_why(String name, String why) {
        assertThatThrownBy(() -> encrypt(name, new RecordingPrompts()))
                .isInstanceOfSatisfying(AgeException.PluginFailed.class, failed -> assertThat(failed.plugin())
                        .isEqualTo(name))
                .hasMessage("age-plugin-" + name + ": " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "badidentity | cannot use the identity: no such \\u001B[31mkey is known \\u202E here",
                "badstanza | finds a stanza of the file damaged: no such \\u001B[31mkey is known \\u202E here",
                "status | ended with status 4, although it was done",
                "wrongindex | its message 1 is malformed: a file key has the number of the only file, 0, and 16 bytes",
                "shortkey | its message 1 is malformed: a file key has the number of the only file, 0, and 16 bytes",
                "twokeys | its message 2 is malformed: a second key for the same file",
                "latecrash | ended with status 134 before it was done",
                "noise | its message 2 is malformed: it does not begin as a stanza",
            })
    void a_plugin_that_fails_to_unwrap_says_why(String name, String why) throws Exception {
        Stanza stanza = stanzaFor(name);

        assertThatThrownBy(() -> identity(name, new RecordingPrompts()).unwrap(List.of(stanza)))
                .isInstanceOfSatisfying(AgeException.PluginFailed.class, failed -> assertThat(failed.plugin())
                        .isEqualTo(name))
                .hasMessage("age-plugin-" + name + ": " + why);
    }

    /** Wrapped by the plugin that behaves well, and named as if by the other one. */
    private Stanza stanzaFor(String name) throws Exception {
        try (FileKey fileKey = FileKey.random()) {
            Stanza wrapped =
                    recipient("xor", Prompts.none()).wrap(fileKey).stanzas().getFirst();
            return new Stanza(name, wrapped.arguments(), wrapped.body());
        }
    }

    @Test
    void the_last_words_of_a_plugin_are_shortened_and_made_safe() {
        assertThatThrownBy(() -> encrypt("crash", Prompts.none()))
                .isInstanceOf(AgeException.PluginFailed.class)
                .hasMessageStartingWith(
                        "age-plugin-crash: ended with status 3 before it was done: panic: \\u001B[2Jxxxx")
                .hasMessageEndingWith("xxx...")
                .message()
                .hasSizeBetween(500, 700);
    }

    @Test
    void a_silent_plugin_is_ended_with_its_children() throws Exception {
        installed.install("silent");
        RecordingPrompts user = new RecordingPrompts();
        Recipient recipient = PluginRecipient.parse(
                TestPlugins.recipient("silent"), installed.silentFor(Duration.ofSeconds(2), user));

        assertThatThrownBy(() -> Age.encryptTo(recipient).encrypt(PLAINTEXT))
                .isInstanceOf(AgeException.PluginFailed.class)
                .hasMessage("age-plugin-silent: no message within 2 s, so it was ended");
        String child = user.seen.getFirst().substring("tell age-plugin-silent: ".length());
        assertThat(isRunning("sleep", child)).isFalse();
    }

    /** A killed process may stay as a zombie, which has no command line. */
    private static boolean isRunning(String program, String pid) throws IOException {
        try {
            return Files.readString(Path.of("/proc", pid, "cmdline")).contains(program);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    @Test
    void bytes_without_an_end_do_not_count_as_a_message() throws Exception {
        installed.install("drip");
        Recipient recipient = PluginRecipient.parse(
                TestPlugins.recipient("drip"), installed.silentFor(Duration.ofMillis(900), Prompts.none()));

        assertThatThrownBy(() -> Age.encryptTo(recipient).encrypt(PLAINTEXT))
                .hasMessage("age-plugin-drip: no message within 900 ms, so it was ended");
    }

    @Test
    void a_plugin_that_reads_nothing_is_ended() throws Exception {
        installed.install("deaf");
        Identity identity = PluginIdentity.parse(
                TestPlugins.identity("deaf"), installed.silentFor(Duration.ofMillis(900), Prompts.none()));
        List<Stanza> moreThanAPipeHolds = List.of(new Stanza("much", List.of(), new byte[1 << 20]));

        assertThatThrownBy(() -> identity.unwrap(moreThanAPipeHolds))
                .hasMessage("age-plugin-deaf: no message within 900 ms, so it was ended");
    }

    @Test
    void a_plugin_may_leave_an_agent_behind_that_holds_its_pipes() throws Exception {
        byte[] file = encrypt("agent", Prompts.none());

        assertThat(decrypt("agent", file, Prompts.none())).isEqualTo(PLAINTEXT);
    }

    @Test
    void a_plugin_that_stays_after_its_last_word_is_ended() throws Exception {
        byte[] file = encrypt("lingering", Prompts.none());

        assertThat(header(file)).contains("\n-> lingering ");
    }

    /** The whole way from the pipe to the result: fewer mutants than of the reader alone, each by a program. */
    @Test
    void whatever_a_plugin_writes_is_taken_or_refused() throws Exception {
        Random random = new Random(3);
        Path program = folder.resolve("age-plugin-mutant");
        Files.writeString(program, "#!/bin/sh\nexec cat \"$0.output\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        PluginIdentity identity =
                PluginIdentity.parse(TestPlugins.identity("mutant"), installed.with(new RecordingPrompts()));
        int taken = 0;
        for (int i = 0; i < MUTANTS; i++) {
            boolean wraps = i % 2 == 0;
            byte[] output = Mutants.mutate((wraps ? WRAPPING : UNWRAPPING).getBytes(StandardCharsets.UTF_8), random);
            Files.write(folder.resolve("age-plugin-mutant.output"), output);
            try (FileKey fileKey = FileKey.random()) {
                if (wraps) {
                    assertThat(identity.recipient().wrap(fileKey).stanzas()).isNotEmpty();
                } else {
                    identity.unwrap(List.of()).ifPresent(FileKey::close);
                }
                taken++;
            } catch (AgeException.PluginFailed refused) {
                assertThat(refused.plugin()).isEqualTo("mutant");
            }
        }
        assertThat(taken).isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
    }

    @Test
    void whoever_waits_for_a_plugin_can_be_interrupted() throws Exception {
        Thread waiting = Thread.currentThread();
        Prompts interrupting = new RecordingPrompts() {
            @Override
            public void tell(String text) {
                waiting.interrupt();
            }
        };

        assertThatThrownBy(() -> encrypt("silent", interrupting))
                .hasMessage("age-plugin-silent: interrupted, so it was ended");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_user_interface_that_breaks_does_not_leave_the_plugin_behind() throws Exception {
        Prompts broken = new RecordingPrompts() {
            @Override
            public void tell(String text) {
                throw new IllegalStateException("no screen");
            }
        };

        assertThatThrownBy(() -> encrypt("silent", broken)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_missing_plugin_is_named_when_it_is_used() throws Exception {
        Recipient recipient = PluginRecipient.parse(TestPlugins.recipient("xor"), installed.with(Prompts.none()));

        assertThatThrownBy(() -> Age.encryptTo(recipient).encrypt(PLAINTEXT))
                .isInstanceOf(AgeException.PluginFailed.class)
                .hasMessage("age-plugin-xor: not found: install it into a folder of PATH, or add its folder to PATH");
    }

    @Test
    void a_program_that_cannot_run_is_named() throws Exception {
        Path program = installed.install("xor");
        Files.writeString(program, "#!/no/such/interpreter\n");

        assertThatThrownBy(() -> encryptWithInstalled("xor"))
                .isInstanceOf(AgeException.PluginFailed.class)
                .hasMessage("age-plugin-xor: " + program + " cannot be started");
    }

    private void encryptWithInstalled(String name) throws AgeException {
        Age.encryptTo(PluginRecipient.parse(TestPlugins.recipient(name), installed.with(Prompts.none())))
                .encrypt(PLAINTEXT);
    }

    @Test
    void key_files_hold_keys_of_plugins() throws Exception {
        installed.install("xor");
        Plugins plugins = installed.with(Prompts.none());
        X25519Identity other = X25519Identity.generate();
        List<Recipient> recipients =
                Recipients.read(lines(other.recipient().toString(), TestPlugins.recipient("xor")), plugins);
        List<Identity> identities = Identities.read(lines("# mine", TestPlugins.identity("xor")), plugins);

        byte[] file = Age.encryptTo(recipients).encrypt(PLAINTEXT);

        assertThat(Age.decryptWith(identities).decrypt(file)).isEqualTo(PLAINTEXT);
    }

    private static ByteArrayInputStream lines(String... lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_closed_identity_cannot_be_used() throws Exception {
        PluginIdentity identity = identity("xor", Prompts.none());
        Recipient recipient = identity.recipient();
        identity.close();

        assertThatThrownBy(() -> identity.unwrap(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(identity::encode).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Age.encryptTo(recipient).encrypt(PLAINTEXT)).isInstanceOf(IllegalStateException.class);
    }

    private byte[] encrypt(String name, Prompts prompts) throws Exception {
        return Age.encryptTo(recipient(name, prompts)).encrypt(PLAINTEXT);
    }

    private byte[] decrypt(String name, byte[] file, Prompts prompts) throws Exception {
        return Age.decryptWith(identity(name, prompts)).decrypt(file);
    }

    private PluginRecipient recipient(String name, Prompts prompts) throws Exception {
        installed.install(name);
        return PluginRecipient.parse(TestPlugins.recipient(name), installed.with(prompts));
    }

    private PluginIdentity identity(String name, Prompts prompts) throws Exception {
        installed.install(name);
        return PluginIdentity.parse(TestPlugins.identity(name), installed.with(prompts));
    }

    private static String header(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
