package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScryptIdentityTest {
    private static final byte[] PASSPHRASE = "correct horse".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PLAINTEXT = {1, 2, 3};

    @Test
    void a_passphrase_shares_a_file_with_nobody() throws Exception {
        ScryptRecipient passphrase = ScryptRecipient.of(PASSPHRASE, 1);
        X25519Recipient key = X25519Identity.generate().recipient();

        for (List<Recipient> recipients :
                List.<List<Recipient>>of(List.of(passphrase, passphrase), List.of(passphrase, key))) {
            assertThatThrownBy(() -> Age.encryptTo(recipients).encrypt(PLAINTEXT))
                    .isInstanceOf(AgeException.RecipientsIncompatible.class)
                    .hasMessageContaining("a passphrase");
        }
    }

    @Test
    void a_file_that_others_could_have_written_too_is_refused_for_every_identity() throws Exception {
        X25519Identity key = X25519Identity.generate();
        byte[] file;
        try (FileKey fileKey = FileKey.random()) {
            Stanza ofKey = key.recipient().wrap(fileKey).stanzas().getFirst();
            Stanza ofPassphrase =
                    ScryptRecipient.of(PASSPHRASE, 1).wrap(fileKey).stanzas().getFirst();
            file = Header.write(List.of(ofKey, ofPassphrase), fileKey);
        }

        for (Identity identity : List.of(key, ScryptIdentity.of(PASSPHRASE))) {
            assertThatThrownBy(() -> Age.decryptWith(identity).decrypt(file))
                    .isInstanceOf(AgeException.HeaderMalformed.class)
                    .hasMessage("an scrypt stanza must be the only one of its file");
        }
    }

    @Test
    void more_work_than_allowed_is_refused() throws Exception {
        byte[] file = Age.encryptTo(ScryptRecipient.of(PASSPHRASE, 11)).encrypt(PLAINTEXT);

        assertThat(Age.decryptWith(ScryptIdentity.of(PASSPHRASE, 11)).decrypt(file))
                .isEqualTo(PLAINTEXT);
        assertThatThrownBy(
                        () -> Age.decryptWith(ScryptIdentity.of(PASSPHRASE, 10)).decrypt(file))
                .isInstanceOf(AgeException.WorkFactorTooHigh.class)
                .hasMessage("the passphrase's work factor is 2^11, and at most 2^10 is allowed here");
    }

    @Test
    void more_memory_than_there_is_is_refused_both_ways() {
        String salt = CanonicalBase64.UNPADDED.encode(new byte[ScryptWrapping.SALT_LENGTH]);
        Stanza stanza = new Stanza("scrypt", List.of(salt, "30"), new byte[SealedFileKey.LENGTH]);

        assertThatThrownBy(() -> ScryptIdentity.of(PASSPHRASE, 30).unwrap(List.of(stanza)))
                .isInstanceOf(AgeException.WorkFactorTooHigh.class)
                .hasMessageContaining("2^30, which takes 1048576 MiB of memory: this program may use ");
        assertThatThrownBy(
                        () -> Age.encryptTo(ScryptRecipient.of(PASSPHRASE, 30)).encrypt(PLAINTEXT))
                .isInstanceOf(AgeException.WorkFactorTooHigh.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 31, Integer.MAX_VALUE})
    void work_factors_out_of_range_are_refused(int workFactor) {
        assertThatThrownBy(() -> ScryptRecipient.of(PASSPHRASE, workFactor))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScryptIdentity.of(PASSPHRASE, workFactor))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_is_encrypted_with_an_empty_passphrase() {
        assertThatThrownBy(() -> ScryptRecipient.of(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the passphrase is empty");
    }

    @Test
    void the_caller_may_wipe_its_own_passphrase() throws Exception {
        byte[] passphrase = PASSPHRASE.clone();
        ScryptRecipient recipient = ScryptRecipient.of(passphrase, 1);
        ScryptIdentity identity = ScryptIdentity.of(passphrase);
        Arrays.fill(passphrase, (byte) 0);

        byte[] file = Age.encryptTo(recipient).encrypt(PLAINTEXT);

        assertThat(Age.decryptWith(identity).decrypt(file)).isEqualTo(PLAINTEXT);
        assertThat(Age.decryptWith(ScryptIdentity.of(PASSPHRASE)).decrypt(file)).isEqualTo(PLAINTEXT);
    }

    @Test
    void a_closed_passphrase_cannot_be_used() throws Exception {
        ScryptRecipient recipient = ScryptRecipient.of(PASSPHRASE, 1);
        ScryptIdentity identity = ScryptIdentity.of(PASSPHRASE);
        byte[] file = Age.encryptTo(recipient).encrypt(PLAINTEXT);
        recipient.close();
        identity.close();

        assertThatThrownBy(() -> Age.encryptTo(recipient).encrypt(PLAINTEXT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Age.decryptWith(identity).decrypt(file)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_passphrase_is_not_shown() {
        assertThat(ScryptRecipient.of(PASSPHRASE)).hasToString("ScryptRecipient[redacted]");
        assertThat(ScryptIdentity.of(PASSPHRASE)).hasToString("ScryptIdentity[redacted]");
    }

    @Test
    void an_identity_file_with_a_passphrase_is_read_armored_or_not() throws Exception {
        X25519Identity identity = X25519Identity.generate();
        byte[] text = ("# mine\n" + identity.encode() + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = Age.encryptTo(ScryptRecipient.of(PASSPHRASE, 1)).encrypt(text);

        for (byte[] form : List.of(file, Armor.encode(file))) {
            List<Identity> identities = read(form, new AnsweringPrompts("correct horse"));
            assertThat(identities).singleElement().isInstanceOf(X25519Identity.class);
            assertThat(((X25519Identity) identities.getFirst()).encode()).isEqualTo(identity.encode());
        }
    }

    @Test
    void what_is_wrong_with_an_encrypted_identity_file_is_told_apart() throws Exception {
        X25519Identity identity = X25519Identity.generate();
        byte[] text = identity.encode().getBytes(StandardCharsets.US_ASCII);
        byte[] file = Age.encryptTo(ScryptRecipient.of(PASSPHRASE, 1)).encrypt(text);
        byte[] toKey = Age.encryptTo(identity.recipient()).encrypt(text);
        byte[] ofNothing = Age.encryptTo(ScryptRecipient.of(PASSPHRASE, 1)).encrypt(PLAINTEXT);
        AnsweringPrompts right = new AnsweringPrompts("correct horse");

        assertThatThrownBy(() -> read(file, new AnsweringPrompts("wrong")))
                .isInstanceOf(AgeException.PassphraseWrong.class)
                .hasMessage("the passphrase of the identity file is wrong");
        assertThatThrownBy(() -> read(file, Prompts.none())).isInstanceOf(AgeException.NoAnswer.class);
        assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 1), right))
                .isInstanceOf(AgeException.PayloadDamaged.class);
        assertThatThrownBy(() -> read(toKey, right))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessage("the identity file is encrypted, and not with a passphrase");
        assertThatThrownBy(() -> read(ofNothing, right))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageStartingWith("line 1: ");
    }

    private static List<Identity> read(byte[] file, Prompts prompts) throws IOException {
        return Identities.read(new ByteArrayInputStream(file), prompts);
    }
}
