package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Exchanges files with the programs {@code age} and {@code age-keygen}, where they are installed. */
class InteroperabilityTest {
    static final List<Integer> SIZES = List.of(0, 1, 65_535, 65_536, 65_537, 1_048_576);

    private final X25519Identity identity = X25519Identity.generate();
    private final Peers peers;
    private final Path plain;
    private final Path encrypted;
    private final Path identityFile;

    InteroperabilityTest(@TempDir Path folder) throws IOException {
        peers = new Peers(folder);
        plain = folder.resolve("plain");
        encrypted = folder.resolve("encrypted.age");
        identityFile = Files.writeString(folder.resolve("identity.txt"), "# a test\n" + identity.encode() + "\n");
    }

    @BeforeAll
    static void the_peer_is_there() {
        Peers.require("age", "age-keygen");
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void age_decrypts_our_files(int size) throws Exception {
        byte[] plaintext = randomBytes(size);
        Files.write(encrypted, Age.encryptTo(identity.recipient()).encrypt(plaintext));

        peers.run("age", "-d", "-i", identityFile.toString(), encrypted.toString());

        assertThat(peers.output()).hasBinaryContent(plaintext);
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void age_decrypts_our_armored_streams(int size) throws Exception {
        byte[] plaintext = randomBytes(size);
        try (OutputStream out =
                Age.encryptTo(identity.recipient()).encrypt(Armor.encode(Files.newOutputStream(encrypted)))) {
            out.write(plaintext);
        }

        peers.run("age", "-d", "-i", identityFile.toString(), encrypted.toString());

        assertThat(peers.output()).hasBinaryContent(plaintext);
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void we_decrypt_the_files_of_age(int size) throws Exception {
        byte[] plaintext = randomBytes(size);
        Files.write(plain, plaintext);
        String other = X25519Identity.generate().recipient().toString();
        String recipient = identity.recipient().toString();

        peers.run("age", "-r", other, "-r", recipient, "-o", encrypted.toString(), plain.toString());

        assertThat(Age.decryptWith(identity).decrypt(Files.readAllBytes(encrypted)))
                .isEqualTo(plaintext);
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void we_decrypt_the_armored_streams_of_age(int size) throws Exception {
        byte[] plaintext = randomBytes(size);
        Files.write(plain, plaintext);
        String recipient = identity.recipient().toString();

        peers.run("age", "-a", "-r", recipient, "-o", encrypted.toString(), plain.toString());

        try (InputStream in = Age.decryptWith(identity).decrypt(Armor.decode(Files.newInputStream(encrypted)))) {
            assertThat(in.readAllBytes()).isEqualTo(plaintext);
        }
        assertThat(Armor.encode(Armor.decode(Files.readAllBytes(encrypted)))).isEqualTo(Files.readAllBytes(encrypted));
    }

    @Test
    void age_keygen_and_we_agree_on_keys() throws Exception {
        Path theirs = peers.file("theirs.txt");
        peers.run("age-keygen", "-o", theirs.toString());
        Path recipients = peers.file("recipients.txt");
        peers.run("age-keygen", "-y", "-o", recipients.toString(), theirs.toString());

        try (InputStream identities = Files.newInputStream(theirs);
                InputStream expected = Files.newInputStream(recipients)) {
            X25519Identity read = (X25519Identity) Identities.read(identities).getFirst();
            assertThat(Recipients.read(expected)).isEqualTo(List.of(read.recipient()));
        }
        Path ours = peers.file("ours.txt");
        peers.run("age-keygen", "-y", "-o", ours.toString(), identityFile.toString());
        assertThat(ours).hasContent(identity.recipient() + "\n");
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
