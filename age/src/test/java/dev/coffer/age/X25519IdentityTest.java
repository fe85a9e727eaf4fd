package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class X25519IdentityTest {
    private static final String SECRET = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
    private static final String PUBLIC = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";

    @Test
    void a_known_identity_has_its_known_recipient() throws Exception {
        X25519Identity identity = X25519Identity.parse(SECRET);

        assertThat(identity.encode()).isEqualTo(SECRET);
        assertThat(identity.recipient()).hasToString(PUBLIC).isEqualTo(X25519Recipient.parse(PUBLIC));
        assertThat(identity.recipient()).isSameAs(identity.recipient());
        assertThat(identity.toString()).doesNotContain(SECRET.substring(20, 30));
    }

    @Test
    void two_generated_identities_differ() {
        assertThat(X25519Identity.generate().encode())
                .isNotEqualTo(X25519Identity.generate().encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age-secret-key-1egtzvffv20835nwyv6270lxyvk2vknx2mmdkwyklmgr48uawx40q2p2lm0",
                "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LMQ",
                "AGE-SECRET-KEY-PQ-1HZLGZUPT4ETPKDEV8HSGFDCYZ4E522W0A7PU2LHT8EH9W6YLNC3SW78XKG",
                PUBLIC,
            })
    void another_text_is_refused_without_being_repeated(String text) {
        assertThatThrownBy(() -> X25519Identity.parse(text))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .message()
                .doesNotContainIgnoringCase("egtzvffv")
                .doesNotContain("HZLGZUPT");
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> X25519Identity.parse(Bech32.encode("AGE-SECRET-KEY-", new byte[31])))
                .hasMessage("an X25519 identity has 32 bytes, not 31");
        assertThatThrownBy(() -> X25519Recipient.parse(Bech32.encode("age", new byte[33])))
                .hasMessage("an X25519 recipient has 32 bytes, not 33");
    }

    @Test
    void derived_keys_depend_on_the_identity_and_the_purpose_only() throws Exception {
        byte[] key = X25519Identity.parse(SECRET).deriveKey("example.org/v1/index", 32);

        assertThat(key).hasSize(32);
        assertThat(X25519Identity.parse(SECRET).deriveKey("example.org/v1/index", 32))
                .isEqualTo(key);
        assertThat(X25519Identity.parse(SECRET).deriveKey("example.org/v2/index", 32))
                .isNotEqualTo(key);
        assertThat(X25519Identity.generate().deriveKey("example.org/v1/index", 32))
                .isNotEqualTo(key);
        assertThatThrownBy(() -> X25519Identity.generate().deriveKey("age-encryption.org/v1/X25519", 32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** RFC 5869, test case 3: no salt, no info. */
    @Test
    void keys_are_derived_as_the_standard_says() {
        byte[] secret = HexFormat.of().parseHex("0b".repeat(22));

        assertThat(Hkdf.derive(secret, Hkdf.NO_SALT, "", 42))
                .asHexString()
                .isEqualToIgnoringCase(
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d" + "9d201395faa4b61a96c8");
    }

    /** RFC 7748, section 5.2. */
    @Test
    void points_are_multiplied_as_the_standard_says() throws Exception {
        HexFormat hex = HexFormat.of();
        byte[] scalar = hex.parseHex("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d");
        byte[] point = hex.parseHex("e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493");

        assertThat(X25519.sharedSecret(scalar, point))
                .asHexString()
                .isEqualToIgnoringCase("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
    }

    @Test
    void a_closed_identity_cannot_be_used() {
        X25519Identity identity = X25519Identity.generate();
        X25519Identity neverAsked = X25519Identity.generate();
        X25519Recipient recipient = identity.recipient();
        identity.close();
        neverAsked.close();

        assertThat(identity.recipient()).isEqualTo(recipient);
        assertThatThrownBy(neverAsked::recipient).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(identity::encode).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> identity.deriveKey("purpose", 32)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Age.decryptWith(identity)
                        .decrypt(Age.encryptTo(recipient).encrypt(new byte[1])))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothing_is_encrypted_to_a_point_of_low_order() throws Exception {
        X25519Recipient zero = X25519Recipient.parse(Bech32.encode("age", new byte[32]));

        assertThatThrownBy(() -> Age.encryptTo(zero).encrypt(new byte[1]))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining("low order");
    }

    @Test
    void identity_files_have_comments_and_blank_lines() throws Exception {
        String file = "# created: today\r\n\n" + SECRET + "\r\n#" + SECRET + "\n" + SECRET;

        List<Identity> identities = Identities.read(stream(file));

        assertThat(identities).hasSize(2);
        assertThat(((X25519Identity) identities.getFirst()).encode()).isEqualTo(SECRET);
        assertThat(Recipients.read(stream("# me\n" + PUBLIC + "\n"))).containsExactly(X25519Recipient.parse(PUBLIC));
    }

    @Test
    void the_wrong_line_of_an_identity_file_is_named_but_not_repeated() {
        assertThatThrownBy(() -> Identities.read(stream("# mine\n\n" + SECRET + "X\n")))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageStartingWith("line 3: ")
                .message()
                .doesNotContain("EGTZVFFV");
        assertThatThrownBy(() -> Identities.read(stream(" " + SECRET))).hasMessageStartingWith("line 1: ");
        assertThatThrownBy(() -> Identities.read(stream("# nothing\n"))).hasMessage("the key file holds no key");
        assertThatThrownBy(() -> Recipients.read(stream(SECRET)))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .message()
                .doesNotContain("EGTZVFFV");
    }

    @Test
    void a_key_file_that_is_too_large_is_refused() {
        assertThatThrownBy(() -> Identities.read(new ByteArrayInputStream(new byte[(16 << 20) + 1])))
                .hasMessage("the key file is larger than 16 MiB");
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
