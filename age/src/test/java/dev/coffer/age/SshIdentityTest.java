package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshIdentityTest {
    private static final byte[] PLAINTEXT = {1, 2, 3};
    private static final int MUTANTS = 3_000;
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";

    @ParameterizedTest
    @CsvSource({"ed25519, ed25519", "ed25519-encrypted, ed25519", "rsa, rsa", "rsa.pem, rsa", "rsa.pkcs8, rsa"})
    void a_key_opens_what_was_encrypted_to_it(String name, String publicName) throws Exception {
        byte[] file = Age.encryptTo(
                        X25519Identity.generate().recipient(),
                        Recipients.parse(SshKeys.publicLine("rsa")),
                        Recipients.parse(SshKeys.publicLine("ed25519")))
                .encrypt(PLAINTEXT);

        try (SshIdentity identity = SshKeys.identity(name)) {
            assertThat(Age.decryptWith(identity).decrypt(file)).isEqualTo(PLAINTEXT);
            assertThat(identity.recipient()).isEqualTo(SshRecipient.parse(SshKeys.publicLine(publicName)));
            assertThat(identity)
                    .hasToString("SshIdentity[" + identity.recipient().fingerprint() + "]");
        }
    }

    @Test
    void nobody_is_asked_for_files_that_are_not_for_the_key() throws Exception {
        AnsweringPrompts prompts = new AnsweringPrompts(SshKeys.PASSPHRASE);
        byte[] file = Age.encryptTo(
                        X25519Identity.generate().recipient(),
                        SshKeys.identity("rsa").recipient())
                .encrypt(PLAINTEXT);

        try (SshIdentity identity = SshIdentity.parse(SshKeys.file("ed25519-encrypted"), prompts)) {
            assertThatThrownBy(() -> Age.decryptWith(identity).decrypt(file))
                    .isInstanceOf(AgeException.NoIdentityMatched.class);
        }
        assertThat(prompts.questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "correct horse ", "CORRECT HORSE"})
    void a_wrong_passphrase_is_told_and_asked_for_again(String passphrase) throws Exception {
        AnsweringPrompts prompts = new AnsweringPrompts(passphrase);
        SshIdentity identity = SshIdentity.parse(SshKeys.file("ed25519-encrypted"), prompts);
        byte[] file = Age.encryptTo(identity.recipient()).encrypt(PLAINTEXT);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Age.decryptWith(identity).decrypt(file))
                    .isInstanceOf(AgeException.PassphraseWrong.class)
                    .hasMessage("the passphrase of the SSH key "
                            + identity.recipient().fingerprint() + " is wrong");
        }
        assertThat(prompts.questions()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ed25519-encrypted", "rsa", "rsa.pem"})
    void a_closed_key_cannot_be_used(String name) throws Exception {
        SshIdentity identity = SshKeys.identity(name);
        byte[] file = Age.encryptTo(identity.recipient()).encrypt(PLAINTEXT);
        identity.close();

        assertThatThrownBy(() -> Age.decryptWith(identity).decrypt(file)).isInstanceOf(IllegalStateException.class);
    }

    /** A byte that differs shows as a wrong passphrase where the check numbers lie, else as damage, or it is a comment. */
    @Test
    void damage_behind_the_right_passphrase_is_told_apart() throws Exception {
        byte[] content = content("ed25519-encrypted");
        int sealedStart = content.length - 144;
        byte[] file = Age.encryptTo(SshKeys.identity("ed25519").recipient()).encrypt(PLAINTEXT);
        int wrongPassphrase = 0;
        int damaged = 0;
        int comment = 0;
        for (int i = sealedStart; i < content.length; i++) {
            byte[] mutant = content.clone();
            mutant[i] ^= 1;
            SshIdentity identity = SshIdentity.parse(pem(mutant), new AnsweringPrompts(SshKeys.PASSPHRASE));
            try {
                assertThat(Age.decryptWith(identity).decrypt(file)).isEqualTo(PLAINTEXT);
                comment++;
            } catch (AgeException.PassphraseWrong wrong) {
                wrongPassphrase++;
            } catch (AgeException.KeyMalformed malformed) {
                damaged++;
            }
        }
        assertThat(List.of(wrongPassphrase, damaged, comment)).isEqualTo(List.of(8, 130, 6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aes256-ctr | aes256-xyz | is encrypted with aes256-xyz and bcrypt, which are not known here",
                "bcrypt | scrypt | is encrypted with aes256-ctr and scrypt, which are not known here",
                "openssh-key-v1 | openssh-key-v2 | of a version other than openssh-key-v1",
                "ssh-ed25519 | ssh-ed25520 | SSH keys of the kind ssh-ed25520 cannot be used",
            })
    void what_is_not_known_is_named(String original, String changed, String problem) {
        String content = new String(content("ed25519-encrypted"), StandardCharsets.ISO_8859_1);
        byte[] mutant = content.replace(original, changed).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> SshIdentity.parse(pem(mutant), Prompts.none()))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining(problem);
    }

    @Test
    void a_passphrase_is_not_stretched_for_hours() {
        byte[] content = content("ed25519-encrypted");
        // After the magic, the names of cipher and KDF, and a salt of 16 bytes.
        int rounds = 15 + 4 + "aes256-ctr".length() + 4 + "bcrypt".length() + 4 + 4 + 16;
        content[rounds] = (byte) 0xff;

        assertThatThrownBy(() -> SshIdentity.parse(pem(content), Prompts.none()))
                .hasMessage("the passphrase of the SSH key is stretched with 4278190081 rounds,"
                        + " and at most 10000 are done here");
    }

    @Test
    void white_space_and_line_ends_do_not_matter() throws Exception {
        String text = new String(SshKeys.file("ed25519"), StandardCharsets.US_ASCII);

        byte[] other = ("\r\n \n" + text.replace("\n", " \r\n") + "\n\n").getBytes(StandardCharsets.US_ASCII);

        assertThat(SshIdentity.parse(other, Prompts.none()).recipient())
                .isEqualTo(SshKeys.identity("ed25519").recipient());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-----BEGIN EC PRIVATE KEY-----~AAAA~-----END EC PRIVATE KEY-----"
                        + " | files of the kind EC PRIVATE KEY cannot decrypt: only Ed25519 and RSA keys of SSH can",
                "-----BEGIN DSA PRIVATE KEY-----~AAAA~-----END DSA PRIVATE KEY----- | files of the kind DSA PRIVATE KEY",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----~AAAA~-----END ENCRYPTED PRIVATE KEY-----"
                        + " | the older form of an ENCRYPTED PRIVATE KEY: ssh-keygen -p -f FILE",
                "-----BEGIN CERTIFICATE-----~AAAA~-----END CERTIFICATE----- | files of the kind CERTIFICATE",
                "-----BEGIN PRIVATE KEY-----~AAAA~-----END PRIVATE KEY----- | damaged, or not one of RSA",
                "-----BEGIN RSA PRIVATE KEY-----~AAAA~-----END RSA PRIVATE KEY----- | damaged, or not one of RSA",
                "-----BEGIN PRIVATE KEY-----~AAAA | it ends before its end line",
                "-----BEGIN PRIVATE KEY-----~AAAA~-----END OTHER KEY----- | it ends before its end line",
                "-----BEGIN PRIVATE KEY-----~A?AA~-----END PRIVATE KEY----- | it is not base64",
                "-----BEGIN PRIVATE KEY-----~AAAA~-----END PRIVATE KEY-----~more | something follows its end line",
                "-----BEGIN PRIVATE KEY | its first line is not that of a key",
                "-----BEGIN \u001b[31m----- | its first line is not that of a key",
                "nothing | its first line is not that of a key",
            })
    void other_files_are_refused(String text, String problem) {
        byte[] file = text.replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> SshIdentity.parse(file, Prompts.none()))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining(problem);
    }

    /** A stanza of the type that breaks its rules is an error; one that merely has the same name is passed over. */
    @Test
    void stanzas_are_checked() throws Exception {
        SshIdentity ed25519 = SshKeys.identity("ed25519");
        SshIdentity rsa = SshKeys.identity("rsa");
        String share = CanonicalBase64.UNPADDED.encode(X25519.publicPoint(new byte[32]));
        String zero = CanonicalBase64.UNPADDED.encode(new byte[32]);
        String tag = ed25519.recipient().tag();
        byte[] body = new byte[SealedFileKey.LENGTH];

        assertThat(ed25519.unwrap(List.of(new Stanza("ssh-ed25519", List.of(tag, share), body))))
                .isEmpty();
        assertThat(ed25519.unwrap(List.of(new Stanza("ssh-ed25519", List.of("AAAAAA", share), body))))
                .isEmpty();
        for (int length : new int[] {0, 32, 255, 256, 257}) {
            Stanza stanza = new Stanza("ssh-rsa", List.of(rsa.recipient().tag()), new byte[length]);
            assertThat(rsa.unwrap(List.of(stanza))).isEmpty();
        }
        List<Stanza> malformed = new ArrayList<>(List.of(
                new Stanza("ssh-ed25519", List.of(tag), body),
                new Stanza("ssh-ed25519", List.of(tag, share, share), body),
                new Stanza("ssh-ed25519", List.of("AAAA", share), body),
                new Stanza("ssh-ed25519", List.of(tag, tag), body),
                new Stanza("ssh-ed25519", List.of(tag, zero), body),
                new Stanza("ssh-ed25519", List.of(tag, share), new byte[31])));
        for (Stanza stanza : malformed) {
            assertThatThrownBy(() -> ed25519.unwrap(List.of(stanza))).isInstanceOf(AgeException.HeaderMalformed.class);
        }
        for (List<String> arguments : List.<List<String>>of(List.of(), List.of("AAAAA"), List.of(tag, tag))) {
            assertThatThrownBy(() -> rsa.unwrap(List.of(new Stanza("ssh-rsa", arguments, body))))
                    .isInstanceOf(AgeException.HeaderMalformed.class);
        }
    }

    @Test
    void a_file_key_of_another_length_is_refused() throws Exception {
        SshIdentity identity = SshKeys.identity("rsa");
        SshRsaRecipient recipient = (SshRsaRecipient) identity.recipient();
        byte[] body = recipient.encrypt(new byte[24]);

        assertThatThrownBy(() -> identity.unwrap(List.of(new Stanza("ssh-rsa", List.of(recipient.tag()), body))))
                .isInstanceOf(AgeException.HeaderMalformed.class)
                .hasMessage("the file key in an ssh-rsa stanza has 16 bytes, not 24");
    }

    /** Mutates the text and what the base64 holds. Whatever is still read decrypts right, or says why not. */
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ed25519-encrypted", "rsa", "rsa.pem", "rsa.pkcs8"})
    void mutated_keys_work_or_are_refused(String name) throws Exception {
        Random random = new Random(name.hashCode());
        byte[] text = SshKeys.file(name);
        String label =
                new String(text, StandardCharsets.US_ASCII).lines().findFirst().orElseThrow();
        byte[] file = Age.encryptTo(SshKeys.identity(name).recipient()).encrypt(PLAINTEXT);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant =
                    i % 3 == 0 ? Mutants.mutate(text, random) : pem(label, Mutants.mutate(content(name), random));
            Optional<byte[]> plaintext = decrypt(mutant, file);
            if (plaintext.isEmpty()) {
                refused++;
            } else {
                assertThat(plaintext).contains(PLAINTEXT);
            }
        }
        assertThat(refused).isBetween(MUTANTS / 2, MUTANTS);
    }

    /** Nobody answers, because a mutant might stretch a passphrase for a minute. */
    private static Optional<byte[]> decrypt(byte[] key, byte[] file) {
        try (SshIdentity identity = SshIdentity.parse(key, Prompts.none())) {
            return Optional.of(Age.decryptWith(identity).decrypt(file));
        } catch (AgeException refused) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void mutated_public_keys_work_or_are_refused(String name) {
        Random random = new Random(name.hashCode());
        byte[] line = SshKeys.publicLine(name).getBytes(StandardCharsets.US_ASCII);
        SshRecipient original = recipient(line).orElseThrow();
        byte[] wire = original.wire();
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = line;
            if (i % 3 == 0) {
                mutant = Mutants.mutate(line, random);
            } else {
                String base64 = CanonicalBase64.PADDED.encode(Mutants.mutate(wire, random));
                mutant = (original.type() + " " + base64).getBytes(StandardCharsets.US_ASCII);
            }
            refused += recipient(mutant).isEmpty() ? 1 : 0;
        }
        assertThat(refused).isBetween(MUTANTS / 2, MUTANTS);
    }

    /** A recipient that was read can also be encrypted to. */
    private static Optional<SshRecipient> recipient(byte[] line) {
        try (FileKey fileKey = FileKey.random()) {
            SshRecipient recipient = SshRecipient.parse(new String(line, StandardCharsets.ISO_8859_1));
            assertThat(recipient.wrap(fileKey).stanzas()).hasSize(1);
            return Optional.of(recipient);
        } catch (AgeException refused) {
            return Optional.empty();
        }
    }

    /** What the base64 of a key file holds. */
    private static byte[] content(String name) {
        String base64 = new String(SshKeys.file(name), StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> !line.startsWith("-----"))
                .reduce("", String::concat);
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] pem(byte[] content) {
        return pem(BEGIN, content);
    }

    private static byte[] pem(String firstLine, byte[] content) {
        String lastLine = firstLine.replace("BEGIN", "END");
        return (firstLine + "\n" + Base64.getMimeEncoder().encodeToString(content) + "\n" + lastLine + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
