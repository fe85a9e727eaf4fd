package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HybridIdentityTest {
    private static final String SECRET = Typage.HYBRID_IDENTITY;

    private final HybridIdentity identity = HybridIdentity.generate();

    @Test
    void a_known_identity_has_its_known_recipient() throws Exception {
        String recipient = Typage.recipient("mlkem768x25519");
        HybridIdentity known = HybridIdentity.parse(SECRET);

        assertThat(known.encode()).isEqualTo(SECRET);
        assertThat(known.recipient()).hasToString(recipient).isEqualTo(HybridRecipient.parse(recipient));
        assertThat(known.recipient()).hasSameHashCodeAs(HybridRecipient.parse(recipient));
        assertThat(known.recipient()).isSameAs(known.recipient());
        assertThat(known.recipient()).isNotEqualTo(identity.recipient());
        assertThat(known).hasToString("HybridIdentity[redacted]");
    }

    @Test
    void a_file_of_another_implementation_opens() throws Exception {
        assertThat(Typage.decrypt("mlkem768x25519", HybridIdentity.parse(SECRET)))
                .isEqualTo(Typage.TEXT);
    }

    @Test
    void two_generated_identities_differ() {
        assertThat(identity.encode()).isNotEqualTo(HybridIdentity.generate().encode());
    }

    @Property(tries = 50)
    void what_was_encrypted_is_decrypted(@ForAll byte[] plaintext) throws Exception {
        byte[] file = Age.encryptTo(identity.recipient()).encrypt(plaintext);

        assertThat(Age.decryptWith(HybridIdentity.generate(), identity).decrypt(file))
                .isEqualTo(plaintext);
    }

    @Test
    void every_recipient_can_decrypt_and_nobody_else() throws Exception {
        HybridIdentity other = HybridIdentity.generate();
        byte[] file = Age.encryptTo(identity.recipient(), other.recipient()).encrypt(new byte[] {7});

        assertThat(Age.decryptWith(identity).decrypt(file)).containsExactly(7);
        assertThat(Age.decryptWith(other).decrypt(file)).containsExactly(7);
        assertThatThrownBy(() -> Age.decryptWith(HybridIdentity.generate()).decrypt(file))
                .isInstanceOf(AgeException.NoIdentityMatched.class);
    }

    @Test
    void files_are_shared_with_post_quantum_recipients_only() throws Exception {
        X25519Recipient x25519 = X25519Identity.generate().recipient();
        try (FileKey fileKey = FileKey.random()) {
            assertThat(identity.recipient().wrap(fileKey).labels()).isEqualTo(Set.of("postquantum"));
        }

        assertThatThrownBy(() -> Age.encryptTo(identity.recipient(), x25519).encrypt(new byte[1]))
                .isInstanceOf(AgeException.RecipientsIncompatible.class)
                .hasMessageContaining("post-quantum");
        assertThatThrownBy(() -> Age.encryptTo(x25519, identity.recipient()).encrypt(new byte[1]))
                .isInstanceOf(AgeException.RecipientsIncompatible.class);
    }

    @Test
    void keys_are_read_beside_those_of_other_kinds() throws Exception {
        X25519Identity x25519 = X25519Identity.generate();
        String identities = "# both\n" + SECRET + "\n" + x25519.encode() + "\n";
        String recipients = identity.recipient() + "\n" + x25519.recipient() + "\n";

        assertThat(Identities.read(stream(identities)))
                .hasExactlyElementsOfTypes(HybridIdentity.class, X25519Identity.class);
        assertThat(Recipients.read(stream(recipients))).containsExactly(identity.recipient(), x25519.recipient());
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age-secret-key-pq-1xx76jralnlxdmew0crk45qmcch4x06se84un3vpm33w6hwdx0h3sk3zqfr",
                "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFQ",
                "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQF",
                "AGE-SECRET-KEY-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR",
                "age1pq1xx76jralnlxdmew0crk45qmcch4x06se84un3vpm33w6hwdx0h3sk3zqfr",
            })
    void another_text_is_refused_without_being_repeated(String text) {
        assertThatThrownBy(() -> HybridIdentity.parse(text))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .message()
                .doesNotContainIgnoringCase("XX76JRAL");
        assertThatThrownBy(() -> Identities.parse(text)).isInstanceOf(AgeException.KeyMalformed.class);
        assertThatThrownBy(() -> HybridRecipient.parse(text)).isInstanceOf(AgeException.KeyMalformed.class);
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> HybridIdentity.parse(Bech32.encode("AGE-SECRET-KEY-PQ-", new byte[31])))
                .hasMessage("a hybrid identity has 32 bytes, not 31");
        assertThatThrownBy(() -> HybridRecipient.parse(Bech32.encode("age1pq", new byte[1217])))
                .hasMessage("a hybrid recipient has 1216 bytes, not 1217");
    }

    @Test
    void nothing_is_encrypted_to_a_key_that_is_none() throws Exception {
        byte[] valid = Bech32.decode("age1pq", identity.recipient().toString());
        byte[] lowOrder = Arrays.copyOf(Arrays.copyOf(valid, MlKem768.PUBLIC_KEY_LENGTH), valid.length);
        byte[] aboveTheModulus = valid.clone();
        aboveTheModulus[0] = (byte) 0xff;
        aboveTheModulus[1] = (byte) 0xff;
        HybridRecipient half = HybridRecipient.parse(Bech32.encode("age1pq", lowOrder));

        assertThatThrownBy(() -> Age.encryptTo(half).encrypt(new byte[1]))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining("low order");
        assertThatThrownBy(() -> HybridRecipient.parse(Bech32.encode("age1pq", aboveTheModulus)))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessage("the hybrid recipient is not a public key of ML-KEM-768");
    }

    @Test
    void a_closed_identity_cannot_be_used() throws Exception {
        HybridIdentity neverAsked = HybridIdentity.generate();
        HybridRecipient recipient = identity.recipient();
        byte[] file = Age.encryptTo(recipient).encrypt(new byte[1]);
        identity.close();
        neverAsked.close();

        assertThat(identity.recipient()).isEqualTo(recipient);
        assertThatThrownBy(neverAsked::recipient).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(identity::encode).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Age.decryptWith(identity).decrypt(file)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void any_changed_stanza_is_refused_or_for_somebody_else() throws Exception {
        Random random = new Random(1);
        try (FileKey fileKey = FileKey.random()) {
            Stanza sound = identity.recipient().wrap(fileKey).stanzas().getFirst();
            byte[] enc = Base64.getDecoder().decode(sound.arguments().getFirst());
            assertThat(identity.unwrap(List.of(sound))).isPresent();
            for (int i = 0; i < 300; i++) {
                byte[] changedEnc = enc.clone();
                changedEnc[random.nextInt(enc.length)] ^= (byte) (1 << random.nextInt(8));
                byte[] changedBody = sound.body();
                changedBody[random.nextInt(changedBody.length)] ^= (byte) (1 << random.nextInt(8));

                assertNotOpened(sound.arguments(), changedBody);
                assertNotOpened(List.of(CanonicalBase64.UNPADDED.encode(changedEnc)), sound.body());
                assertNotOpened(arbitraryArguments(random), randomBytes(random, random.nextInt(80)));
            }
        }
    }

    private void assertNotOpened(List<String> arguments, byte[] body) throws AgeException {
        Stanza stanza = new Stanza("mlkem768x25519", arguments, body);
        try {
            assertThat(identity.unwrap(List.of(stanza))).isEmpty();
        } catch (AgeException.HeaderMalformed refused) {
            assertThat(refused.getMessage()).contains("mlkem768x25519");
        }
    }

    /** Mostly one argument that is base64 of nearly or just the right length. */
    private static List<String> arbitraryArguments(Random random) {
        List<String> arguments = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? random.nextInt(4) : 1;
        for (int i = 0; i < count; i++) {
            int length = MlKem768X25519Key.ENC_LENGTH + Math.max(0, random.nextInt(12) - 8);
            arguments.add(CanonicalBase64.UNPADDED.encode(randomBytes(random, length)));
        }
        return arguments;
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
