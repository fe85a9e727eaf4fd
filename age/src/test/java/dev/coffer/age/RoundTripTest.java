package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class RoundTripTest {
    private final X25519Identity identity = X25519Identity.generate();

    @Property(tries = 300)
    void what_was_encrypted_is_decrypted(@ForAll byte[] plaintext) throws Exception {
        byte[] file = Age.encryptTo(identity.recipient()).encrypt(plaintext);

        assertThat(Age.decryptWith(identity).decrypt(file)).isEqualTo(plaintext);
    }

    @Property(tries = 100)
    void sizes_around_chunks_come_back(@ForAll @IntRange(max = 4) int chunks, @ForAll @IntRange(max = 40) int off)
            throws Exception {
        byte[] plaintext = new byte[Math.max(0, chunks * PayloadCipher.CHUNK_LENGTH + off - 20)];
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream out = Age.encryptTo(identity.recipient()).encrypt(Armor.encode(file))) {
            out.write(plaintext);
        }

        assertThat(Age.decryptWith(identity).decrypt(Armor.decode(file.toByteArray())))
                .isEqualTo(plaintext);
    }

    @Property
    void any_bytes_survive_armor(@ForAll byte[] bytes) throws Exception {
        assertThat(Armor.decode(Armor.encode(bytes))).isEqualTo(bytes);
    }

    @Property
    void any_bytes_survive_bech32(
            @ForAll byte[] data, @ForAll @AlphaChars @StringLength(min = 1, max = 9) String prefix) throws Exception {
        String lower = prefix.toLowerCase(Locale.ROOT);

        assertThat(Bech32.decode(lower, Bech32.encode(lower, data))).isEqualTo(data);
    }

    @Property(tries = 300)
    void any_stanza_survives_the_header(
            @ForAll @Size(max = 5) List<@StringLength(min = 1, max = 200) @AlphaChars String> arguments,
            @ForAll @Size(max = 300) byte[] body)
            throws Exception {
        try (FileKey fileKey = FileKey.random()) {
            byte[] written = Header.write(List.of(new Stanza("type", arguments, body)), fileKey);

            Header header = HeaderReader.read(new ByteArrayInputStream(written));

            header.verify(fileKey);
            assertThat(header.stanzas()).singleElement().satisfies(stanza -> {
                assertThat(stanza.type()).isEqualTo("type");
                assertThat(stanza.arguments()).isEqualTo(arguments);
                assertThat(stanza.body()).isEqualTo(body);
            });
        }
    }

    @Property(tries = 100)
    void any_passphrase_opens_what_it_closed_and_no_other_does(
            @ForAll @Size(min = 1, max = 100) byte[] passphrase,
            @ForAll @IntRange(min = 1, max = 6) int workFactor,
            @ForAll byte[] plaintext)
            throws Exception {
        byte[] file = Age.encryptTo(ScryptRecipient.of(passphrase, workFactor)).encrypt(plaintext);

        assertThat(Age.decryptWith(ScryptIdentity.of(passphrase)).decrypt(file)).isEqualTo(plaintext);
        byte[] other = passphrase.clone();
        other[0] ^= 1;
        assertThatThrownBy(() -> Age.decryptWith(ScryptIdentity.of(other)).decrypt(file))
                .isInstanceOf(AgeException.NoIdentityMatched.class);
    }

    /** Both ways to the public key of X25519 meet: over the seed, and over the public key of Ed25519. */
    @Property(tries = 200)
    void keys_of_ed25519_become_keys_of_x25519(@ForAll @Size(32) byte[] seed) {
        byte[] point = Ed25519Key.publicPoint(seed);

        assertThat(Ed25519Key.isPublic(point)).isTrue();
        assertThat(Ed25519Key.toX25519Point(point)).isEqualTo(X25519.publicPoint(Ed25519Key.toX25519Scalar(seed)));
    }
}
