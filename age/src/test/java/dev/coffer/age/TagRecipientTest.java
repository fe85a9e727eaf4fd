package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagRecipientTest {
    private static final String KNOWN = "age1tag1qgpp0esh7zmygwfgy78edxv7dx3r5nevz54a7mtvmanwtwqzst2w6avry5x";

    private final P256PrivateKey classicKey = P256PrivateKey.generate();
    private final MlKem768P256PrivateKey hybridKey = new MlKem768P256PrivateKey(RandomBytes.of(32));
    private final TagRecipient classic = TagRecipient.parse(Bech32.encode("age1tag", classicKey.publicKey(true)));
    private final HybridTagRecipient hybrid =
            HybridTagRecipient.parse(Bech32.encode("age1tagpq", hybridKey.publicKey()));

    TagRecipientTest() throws AgeException {}

    @Test
    void files_of_another_implementation_open() throws Exception {
        byte[] scalar = new byte[32];
        Arrays.fill(scalar, (byte) 0x11);
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 0x22);
        P256PrivateKey classicOfTypage = new P256PrivateKey(scalar);
        MlKem768P256PrivateKey hybridOfTypage = new MlKem768P256PrivateKey(seed);

        assertThat(Typage.recipient("p256tag")).isEqualTo(Bech32.encode("age1tag", classicOfTypage.publicKey(true)));
        assertThat(Typage.decrypt("p256tag", TaggedIdentity.of(classicOfTypage)))
                .isEqualTo(Typage.TEXT);
        assertThat(Typage.recipient("mlkem768p256tag"))
                .isEqualTo(Bech32.encode("age1tagpq", hybridOfTypage.publicKey()));
        assertThat(Typage.decrypt("mlkem768p256tag", TaggedIdentity.of(hybridOfTypage)))
                .isEqualTo(Typage.TEXT);
    }

    @Property(tries = 50)
    void what_was_encrypted_to_a_tagged_recipient_is_decrypted(@ForAll byte[] plaintext) throws Exception {
        assertThat(Age.decryptWith(TaggedIdentity.of(classicKey))
                        .decrypt(Age.encryptTo(classic).encrypt(plaintext)))
                .isEqualTo(plaintext);
        assertThat(Age.decryptWith(TaggedIdentity.of(hybridKey))
                        .decrypt(Age.encryptTo(hybrid).encrypt(plaintext)))
                .isEqualTo(plaintext);
    }

    @Test
    void the_tag_tells_who_a_file_is_for() throws Exception {
        TaggedIdentity stranger = TaggedIdentity.of(P256PrivateKey.generate());
        TaggedIdentity hybridStranger = TaggedIdentity.of(new MlKem768P256PrivateKey(RandomBytes.of(32)));
        byte[] file = Age.encryptTo(classic).encrypt(new byte[] {7});
        byte[] hybridFile = Age.encryptTo(hybrid).encrypt(new byte[] {7});

        assertThat(Age.decryptWith(stranger, TaggedIdentity.of(classicKey)).decrypt(file))
                .containsExactly(7);
        assertThatThrownBy(() -> Age.decryptWith(stranger).decrypt(file))
                .isInstanceOf(AgeException.NoIdentityMatched.class);
        assertThatThrownBy(() -> Age.decryptWith(hybridStranger).decrypt(hybridFile))
                .isInstanceOf(AgeException.NoIdentityMatched.class);
    }

    @Test
    void stanzas_have_a_tag_and_an_encapsulated_key() throws Exception {
        try (FileKey fileKey = FileKey.random()) {
            assertStanza(classic.wrap(fileKey), "p256tag", 65);
            assertStanza(hybrid.wrap(fileKey), "mlkem768p256tag", 1153);
        }
    }

    private static void assertStanza(WrappedFileKey wrapped, String type, int encLength) {
        assertThat(wrapped.stanzas()).singleElement().satisfies(stanza -> {
            assertThat(stanza.type()).isEqualTo(type);
            assertThat(stanza.arguments()).hasSize(2);
            assertThat(Base64.getDecoder().decode(stanza.arguments().get(0))).hasSize(4);
            assertThat(Base64.getDecoder().decode(stanza.arguments().get(1))).hasSize(encLength);
            assertThat(stanza.body()).hasSize(32);
        });
    }

    @Test
    void only_the_hybrid_kind_is_post_quantum() throws Exception {
        X25519Identity x25519 = X25519Identity.generate();
        try (FileKey fileKey = FileKey.random()) {
            assertThat(classic.wrap(fileKey).labels()).isEmpty();
            assertThat(hybrid.wrap(fileKey).labels()).isEqualTo(Set.of("postquantum"));
        }
        byte[] file = Age.encryptTo(classic, x25519.recipient()).encrypt(new byte[] {7});

        assertThat(Age.decryptWith(x25519).decrypt(file)).containsExactly(7);
        assertThat(Age.decryptWith(TaggedIdentity.of(classicKey)).decrypt(file)).containsExactly(7);
        assertThatThrownBy(() -> Age.encryptTo(hybrid, x25519.recipient()).encrypt(new byte[1]))
                .isInstanceOf(AgeException.RecipientsIncompatible.class);
        assertThatThrownBy(() -> Age.encryptTo(hybrid, classic).encrypt(new byte[1]))
                .isInstanceOf(AgeException.RecipientsIncompatible.class);
    }

    @Test
    void hybrid_kinds_share_files() throws Exception {
        HybridIdentity other = HybridIdentity.generate();
        byte[] file = Age.encryptTo(hybrid, other.recipient()).encrypt(new byte[] {7});

        assertThat(Age.decryptWith(other).decrypt(file)).containsExactly(7);
        assertThat(Age.decryptWith(TaggedIdentity.of(hybridKey)).decrypt(file)).containsExactly(7);
    }

    @Test
    void texts_of_both_kinds_are_read_and_written() throws Exception {
        assertThat(Recipients.parse(KNOWN)).hasToString(KNOWN).isEqualTo(TagRecipient.parse(KNOWN));
        assertThat(Recipients.parse(KNOWN)).hasSameHashCodeAs(TagRecipient.parse(KNOWN));
        assertThat(Recipients.parse(hybrid.toString()))
                .hasToString(hybrid.toString())
                .isEqualTo(hybrid)
                .hasSameHashCodeAs(hybrid);
        assertThat(classic).isNotEqualTo(TagRecipient.parse(KNOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Not on the curve, compressed.
                "020000000000000000000000000000000000000000000000000000000000000007",
                // A coordinate that is the field's prime.
                "02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
                // No such form.
                "05cff73f9dfebacfbb6eeaec739c809edbddefc64b5eeeda91e2f59f8a98ac1c65",
                "000000000000000000000000000000000000000000000000000000000000000000",
                "",
                "00",
                "02cff73f9dfebacfbb6eeaec739c809edbddefc64b5eeeda91e2f59f8a98ac1c",
                // Uncompressed.
                "04cff73f9dfebacfbb6eeaec739c809edbddefc64b5eeeda91e2f59f8a98ac1c65"
                        + "3df946db1926bd41b5d731b7bea4227e1308663a767752960894d85926a24612",
            })
    void what_is_no_compressed_point_is_refused(String hex) {
        String text = Bech32.encode("age1tag", HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> TagRecipient.parse(text)).isInstanceOf(AgeException.KeyMalformed.class);
        assertThatThrownBy(() -> Recipients.parse(text)).isInstanceOf(AgeException.KeyMalformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Not on the curve.
                "04cff73f9dfebacfbb6eeaec739c809edbddefc64b5eeeda91e2f59f8a98ac1c65"
                        + "3df946db1926bd41b5d731b7bea4227e1308663a767752960894d85926a24613",
                // Both forms at once.
                "06cff73f9dfebacfbb6eeaec739c809edbddefc64b5eeeda91e2f59f8a98ac1c65"
                        + "3df946db1926bd41b5d731b7bea4227e1308663a767752960894d85926a24612",
                // Compressed.
                "02cff73f9dfebacfbb6eeaec739c809edbddefc64b5eeeda91e2f59f8a98ac1c65",
                "00",
            })
    void a_hybrid_key_has_an_uncompressed_point(String hex) {
        byte[] point = HexFormat.of().parseHex(hex);
        byte[] encoded = Arrays.copyOf(hybridKey.publicKey(), MlKem768.PUBLIC_KEY_LENGTH + point.length);
        System.arraycopy(point, 0, encoded, MlKem768.PUBLIC_KEY_LENGTH, point.length);

        assertThatThrownBy(() -> HybridTagRecipient.parse(Bech32.encode("age1tagpq", encoded)))
                .isInstanceOf(AgeException.KeyMalformed.class);
    }

    @Test
    void a_hybrid_key_has_coefficients_below_the_modulus() {
        byte[] encoded = hybridKey.publicKey();
        encoded[0] = (byte) 0xff;
        encoded[1] = (byte) 0xff;

        assertThatThrownBy(() -> HybridTagRecipient.parse(Bech32.encode("age1tagpq", encoded)))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessage("the hybrid tagged recipient is not a public key of ML-KEM-768");
    }
}
