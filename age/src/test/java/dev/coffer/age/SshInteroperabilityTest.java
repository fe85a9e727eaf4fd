package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanges files with {@code age} for keys that {@code ssh-keygen} makes. */
class SshInteroperabilityTest {
    private static final List<Integer> SIZES = List.of(0, 65_535, 65_536, 65_537);
    private static final String PASSPHRASE = "pässphrase $1";

    private final Peers peers;
    private final Path key;
    private final Path publicKey;
    private final Path plain;
    private final Path encrypted;

    SshInteroperabilityTest(@TempDir Path folder) {
        peers = new Peers(folder);
        key = peers.file("key");
        publicKey = peers.file("key.pub");
        plain = peers.file("plain");
        encrypted = peers.file("encrypted.age");
    }

    @BeforeAll
    static void the_peers_are_there() {
        Peers.require("age", "ssh-keygen");
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "rsa, 2048", "rsa, 3072", "rsa, 4096"})
    void age_and_we_decrypt_what_the_other_encrypted(String type, String bits) throws Exception {
        keygen("-t", type, "-b", bits, "-N", "");
        SshRecipient recipient = recipient();
        try (Identity identity = identity(Prompts.none())) {
            for (int size : SIZES) {
                byte[] plaintext = randomBytes(size);
                Files.write(encrypted, Age.encryptTo(recipient).encrypt(plaintext));
                peers.run("age", "-d", "-i", key.toString(), encrypted.toString());
                assertThat(peers.output()).hasBinaryContent(plaintext);

                Files.write(plain, plaintext);
                peers.run("age", "-R", publicKey.toString(), "-o", encrypted.toString(), plain.toString());
                assertThat(Age.decryptWith(identity).decrypt(Files.readAllBytes(encrypted)))
                        .isEqualTo(plaintext);
            }
        }
    }

    /** Every cipher that the version of ssh-keygen in Debian 12 offers. */
    @ParameterizedTest
    @CsvSource({
        "aes128-cbc",
        "aes192-cbc",
        "aes256-cbc",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "3des-cbc",
        "chacha20-poly1305@openssh.com",
    })
    void keys_with_a_passphrase_open_whatever_their_cipher(String cipher) throws Exception {
        for (String type : List.of("ed25519", "rsa")) {
            Files.deleteIfExists(key);
            keygen("-t", type, "-N", PASSPHRASE, "-Z", cipher, "-a", "3");
            Files.writeString(plain, "hello");
            peers.run("age", "-R", publicKey.toString(), "-o", encrypted.toString(), plain.toString());
            byte[] file = Files.readAllBytes(encrypted);
            AnsweringPrompts prompts = new AnsweringPrompts(PASSPHRASE);

            try (SshIdentity identity = identity(prompts)) {
                assertThat(identity.recipient()).isEqualTo(recipient());
                assertThat(prompts.questions()).isEmpty();
                assertThat(Age.decryptWith(identity).decrypt(file)).asString().isEqualTo("hello");
                assertThat(Age.decryptWith(identity).decrypt(file)).asString().isEqualTo("hello");
            }
            assertThat(prompts.questions())
                    .containsExactly("passphrase of the SSH key " + recipient().fingerprint());
            assertThatThrownBy(() -> Age.decryptWith(identity(new AnsweringPrompts("other")))
                            .decrypt(file))
                    .isInstanceOf(AgeException.PassphraseWrong.class)
                    .hasMessageContaining(recipient().fingerprint());
            assertThatThrownBy(() -> Age.decryptWith(identity(Prompts.none())).decrypt(file))
                    .isInstanceOf(AgeException.NoAnswer.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "rsa, 2048"})
    void ssh_keygen_and_we_agree_on_fingerprints(String type, String bits) throws Exception {
        keygen("-t", type, "-b", bits, "-N", "");

        peers.run("ssh-keygen", "-l", "-f", publicKey.toString());

        assertThat(Files.readString(peers.output()))
                .startsWith(bits + " " + recipient().fingerprint() + " ");
    }

    @ParameterizedTest
    @CsvSource({"PEM", "PKCS8"})
    void rsa_keys_in_older_forms_open_unless_encrypted(String form) throws Exception {
        keygen("-t", "rsa", "-m", form, "-N", "");
        byte[] file = Age.encryptTo(recipient()).encrypt(new byte[1000]);

        try (SshIdentity identity = identity(Prompts.none())) {
            assertThat(Age.decryptWith(identity).decrypt(file)).isEqualTo(new byte[1000]);
            assertThat(identity.recipient()).isEqualTo(recipient());
        }
        peers.run("ssh-keygen", "-q", "-p", "-m", form, "-P", "", "-N", PASSPHRASE, "-f", key.toString());
        assertThatThrownBy(() -> identity(Prompts.none()))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining("the older form of an")
                .hasMessageEndingWith("ssh-keygen -p -f FILE turns it into that of OpenSSH");
    }

    @ParameterizedTest
    @CsvSource({
        "RFC4716, ecdsa-sha2-nistp256",
        "PEM, EC PRIVATE KEY",
        "PKCS8, not one of RSA",
    })
    void keys_of_other_kinds_are_refused_by_name(String form, String name) throws Exception {
        keygen("-t", "ecdsa", "-m", form, "-N", "");

        assertThatThrownBy(() -> identity(Prompts.none()))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining(name);
        try (InputStream in = Files.newInputStream(publicKey)) {
            assertThatThrownBy(() -> Recipients.read(in))
                    .isInstanceOf(AgeException.KeyMalformed.class)
                    .hasMessageContaining("ecdsa-sha2-nistp256");
        }
    }

    private void keygen(String... options) throws Exception {
        String[] command = new String[options.length + 4];
        command[0] = "ssh-keygen";
        command[1] = "-q";
        command[2] = "-f";
        command[3] = key.toString();
        System.arraycopy(options, 0, command, 4, options.length);
        peers.run(command);
    }

    private SshRecipient recipient() throws IOException {
        try (InputStream in = Files.newInputStream(publicKey)) {
            return (SshRecipient) Recipients.read(in).getFirst();
        }
    }

    private SshIdentity identity(Prompts prompts) throws IOException {
        try (InputStream in = Files.newInputStream(key)) {
            return (SshIdentity) Identities.read(in, prompts).getFirst();
        }
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
