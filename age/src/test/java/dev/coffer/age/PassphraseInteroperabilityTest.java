package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Exchanges files with a passphrase with {@code age}, which asks on a terminal: {@code script} gives it one. */
class PassphraseInteroperabilityTest {
    static final List<Integer> SIZES = List.of(0, 65_535, 65_536, 65_537);

    private static final String PASSPHRASE = "pässphrase $1";
    private static final byte[] SECRET = PASSPHRASE.getBytes(StandardCharsets.UTF_8);

    private final Peers peers;
    private final Path plain;
    private final Path encrypted;

    PassphraseInteroperabilityTest(@TempDir Path folder) {
        peers = new Peers(folder);
        plain = peers.file("plain");
        encrypted = peers.file("encrypted.age");
    }

    @BeforeAll
    static void the_peers_are_there() {
        Peers.require("age", "age-keygen", "script");
    }

    /** One with age's own work factor, the others with less to save time. */
    @ParameterizedTest
    @FieldSource("SIZES")
    void age_decrypts_our_files(int size) throws Exception {
        byte[] plaintext = randomBytes(size);
        int workFactor = size == SIZES.getLast() ? ScryptRecipient.DEFAULT_WORK_FACTOR : 10;
        Files.write(
                encrypted, Age.encryptTo(ScryptRecipient.of(SECRET, workFactor)).encrypt(plaintext));

        peers.runWithPassphrase(PASSPHRASE, "age", "-d", "-o", plain.toString(), encrypted.toString());

        if (size == 0) {
            // What age does with a plaintext of no bytes.
            assertThat(plain).doesNotExist();
        } else {
            assertThat(plain).hasBinaryContent(plaintext);
        }
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void we_decrypt_the_files_of_age(int size) throws Exception {
        byte[] plaintext = randomBytes(size);
        Files.write(plain, plaintext);

        peers.runWithPassphrase(PASSPHRASE, "age", "-p", "-o", encrypted.toString(), plain.toString());

        byte[] file = Files.readAllBytes(encrypted);
        assertThat(Age.decryptWith(ScryptIdentity.of(SECRET)).decrypt(file)).isEqualTo(plaintext);
    }

    @Test
    void we_read_identity_files_that_age_encrypted() throws Exception {
        Path identityFile = peers.file("identity.txt");
        peers.run("age-keygen", "-o", identityFile.toString());
        peers.runWithPassphrase(PASSPHRASE, "age", "-p", "-a", "-o", encrypted.toString(), identityFile.toString());
        AnsweringPrompts prompts = new AnsweringPrompts(PASSPHRASE);

        X25519Identity identity = (X25519Identity) identities(prompts).getFirst();

        assertThat(Files.readString(identityFile)).contains(identity.encode());
        assertThat(prompts.questions()).containsExactly("passphrase of the identity file");
        assertThatThrownBy(() -> identities(new AnsweringPrompts("other")))
                .isInstanceOf(AgeException.PassphraseWrong.class)
                .hasMessage("the passphrase of the identity file is wrong");
        assertThatThrownBy(() -> identities(Prompts.none())).isInstanceOf(AgeException.NoAnswer.class);
    }

    @Test
    void age_reads_identity_files_that_we_encrypted() throws Exception {
        X25519Identity identity = X25519Identity.generate();
        Path identityFile = peers.file("identity.age");
        Files.write(
                identityFile,
                Age.encryptTo(ScryptRecipient.of(SECRET, 10))
                        .encrypt(identity.encode().getBytes(StandardCharsets.US_ASCII)));
        Files.write(encrypted, Age.encryptTo(identity.recipient()).encrypt(SECRET));

        peers.runWithPassphrase(
                PASSPHRASE, "age", "-d", "-i", identityFile.toString(), "-o", plain.toString(), encrypted.toString());

        assertThat(plain).hasBinaryContent(SECRET);
    }

    private List<Identity> identities(Prompts prompts) throws IOException {
        try (InputStream in = Files.newInputStream(encrypted)) {
            return Identities.read(in, prompts);
        }
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
