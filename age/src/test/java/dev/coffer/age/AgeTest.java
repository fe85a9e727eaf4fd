package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {
    private static final int CHUNK = 64 * 1024;

    private final X25519Identity identity = X25519Identity.generate();
    private final Encryptor encryptor = Age.encryptTo(identity.recipient());
    private final Decryptor decryptor = Age.decryptWith(identity);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5})
    void arrays_and_streams_understand_each_other(int length) throws Exception {
        byte[] plaintext = randomBytes(length);

        byte[] fromArray = encryptor.encrypt(plaintext);
        byte[] fromStream = encryptInPieces(plaintext);

        assertThat(fromStream).hasSameSizeAs(fromArray);
        for (byte[] file : List.of(fromArray, fromStream)) {
            assertThat(decryptor.decrypt(file)).isEqualTo(plaintext);
            assertThat(decryptor.decrypt(new ByteArrayInputStream(file)).readAllBytes())
                    .isEqualTo(plaintext);
            byte[] armored = Armor.encode(file);
            assertThat(Armor.decode(armored)).isEqualTo(file);
            assertThat(decryptor
                            .decrypt(Armor.decode(new ByteArrayInputStream(armored)))
                            .readAllBytes())
                    .isEqualTo(plaintext);
        }
    }

    private byte[] encryptInPieces(byte[] plaintext) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Random random = new Random(plaintext.length);
        try (OutputStream out = encryptor.encrypt(file)) {
            int done = 0;
            while (done < plaintext.length) {
                int piece = Math.min(plaintext.length - done, random.nextInt(CHUNK));
                out.write(plaintext, done, piece);
                done += piece;
                if (done < plaintext.length) {
                    out.write(plaintext[done++]);
                }
            }
        }
        return file.toByteArray();
    }

    @Test
    void every_recipient_can_decrypt_and_nobody_else() throws Exception {
        X25519Identity other = X25519Identity.generate();
        X25519Identity stranger = X25519Identity.generate();
        byte[] file = Age.encryptTo(identity.recipient(), other.recipient()).encrypt(new byte[] {7});

        assertThat(decryptor.decrypt(file)).containsExactly(7);
        assertThat(Age.decryptWith(other).decrypt(file)).containsExactly(7);
        assertThat(Age.decryptWith(stranger, other).decrypt(file)).containsExactly(7);
        assertThatThrownBy(() -> Age.decryptWith(stranger).decrypt(file))
                .isInstanceOf(AgeException.NoIdentityMatched.class);
    }

    @Test
    void another_kind_of_recipient_is_a_matter_of_two_small_classes() throws Exception {
        // No encryption at all: it only shows that the interfaces are enough, also with bodies of whole lines.
        Recipient open = fileKey -> new WrappedFileKey(
                List.of(
                        new Stanza("padding", List.of("a", "b"), new byte[96]),
                        new Stanza("open", List.of(), fileKey.copyBytes())),
                Set.of());
        Identity finder = stanzas -> stanzas.stream()
                .filter(stanza -> stanza.type().equals("open"))
                .findFirst()
                .map(stanza -> FileKey.copyOf(stanza.body()));

        byte[] file = Age.encryptTo(open, identity.recipient()).encrypt(new byte[] {7});

        assertThat(Age.decryptWith(finder).decrypt(file)).containsExactly(7);
        assertThat(decryptor.decrypt(file)).containsExactly(7);
    }

    @Test
    void the_same_text_encrypted_twice_gives_different_files() throws Exception {
        assertThat(encryptor.encrypt(new byte[64])).isNotEqualTo(encryptor.encrypt(new byte[64]));
    }

    @Test
    void any_flipped_bit_is_refused() throws Exception {
        byte[] file = encryptor.encrypt(randomBytes(40));
        for (int bit = 0; bit < file.length * 8; bit++) {
            assertRefused(flipped(file, bit));
        }
    }

    @Test
    void any_flipped_bit_of_armor_is_refused_or_changes_nothing() throws Exception {
        byte[] plaintext = randomBytes(40);
        byte[] armored = Armor.encode(encryptor.encrypt(plaintext));
        for (int bit = 0; bit < armored.length * 8; bit++) {
            byte[] changed = flipped(armored, bit);
            try {
                assertThat(decryptor.decrypt(Armor.decode(changed))).isEqualTo(plaintext);
            } catch (AgeException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void a_bit_flipped_in_any_chunk_is_refused_there() throws Exception {
        byte[] file = encryptor.encrypt(randomBytes(3 * CHUNK));
        int sealed = PayloadCipher.SEALED_CHUNK_LENGTH;
        int start = file.length - 3 * sealed;
        for (int chunk = 1; chunk <= 3; chunk++) {
            for (int at : new int[] {0, 1, sealed / 2, sealed - 17, sealed - 16, sealed - 1}) {
                long expected = chunk;
                byte[] changed = flipped(file, (start + (chunk - 1) * sealed + at) * 8 + 3);
                assertThatThrownBy(() -> decryptor.decrypt(changed))
                        .isInstanceOfSatisfying(
                                AgeException.PayloadDamaged.class,
                                damaged -> assertThat(damaged.chunk()).isEqualTo(expected));
            }
        }
    }

    @Test
    void a_file_cut_anywhere_is_refused() throws Exception {
        byte[] file = encryptor.encrypt(randomBytes(40));
        for (int length = 0; length < file.length; length++) {
            assertRefused(Arrays.copyOf(file, length));
        }
        byte[] large = encryptor.encrypt(randomBytes(2 * CHUNK));
        for (int cut : new int[] {1, 15, 16, 17, CHUNK, CHUNK + 15, CHUNK + 16, CHUNK + 17, 2 * CHUNK}) {
            assertRefused(Arrays.copyOf(large, large.length - cut));
        }
        assertRefused(Arrays.copyOf(large, large.length + 1));
    }

    @Test
    void chunks_that_changed_places_are_refused() throws Exception {
        byte[] file = encryptor.encrypt(randomBytes(3 * CHUNK));
        int sealed = PayloadCipher.SEALED_CHUNK_LENGTH;
        byte[] swapped = file.clone();
        System.arraycopy(file, file.length - 3 * sealed, swapped, file.length - 2 * sealed, sealed);
        System.arraycopy(file, file.length - 2 * sealed, swapped, file.length - 3 * sealed, sealed);

        assertRefused(swapped);
    }

    private void assertRefused(byte[] file) throws IOException {
        for (Opening opening : List.<Opening>of(
                () -> decryptor.decrypt(file),
                () -> decryptor.decrypt(new ByteArrayInputStream(file)).readAllBytes())) {
            try {
                opening.run();
                fail("a damaged file was decrypted");
            } catch (AgeException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    private interface Opening {
        byte[] run() throws IOException;
    }

    @Test
    void other_files_are_told_apart() {
        assertThatThrownBy(() -> decryptor.decrypt(new byte[0]))
                .isInstanceOf(AgeException.NotAgeFile.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> decryptor.decrypt(new byte[100_000])).isInstanceOf(AgeException.NotAgeFile.class);
        assertThatThrownBy(() -> decryptor.decrypt(Armor.encode(encryptor.encrypt(new byte[1]))))
                .isInstanceOf(AgeException.NotAgeFile.class)
                .hasMessageContaining("armor");
        assertThatThrownBy(() -> decryptor.decrypt(bytes("age-encryption.org/v2\n")))
                .isInstanceOf(AgeException.UnknownVersion.class)
                .hasMessage("age file of version v2: only v1 is known");
    }

    @Test
    void a_header_has_limits() {
        String stanza = "-> x\n\n";
        assertThatThrownBy(() -> decryptor.decrypt(bytes("age-encryption.org/v1\n" + stanza.repeat(1025))))
                .isInstanceOf(AgeException.HeaderMalformed.class)
                .hasMessageContaining("more than 1024 stanzas");
        assertThatThrownBy(() -> decryptor.decrypt(bytes("age-encryption.org/v1\n-> " + "x".repeat(3 << 20))))
                .isInstanceOf(AgeException.HeaderMalformed.class)
                .hasMessageContaining("longer than 2097152 bytes");
        assertThatThrownBy(() -> decryptor.decrypt(bytes("age-encryption.org/" + "v".repeat(1000))))
                .isInstanceOf(AgeException.HeaderMalformed.class)
                .hasMessageContaining("too long");
    }

    @Test
    void a_thousand_recipients_fit_into_a_header() throws Exception {
        Recipient thousand = fileKey -> {
            List<Stanza> stanzas = new ArrayList<>();
            for (int i = 0; i < 1023; i++) {
                stanzas.add(new Stanza("large", List.of("x".repeat(1600)), new byte[32]));
            }
            stanzas.addAll(identity.recipient().wrap(fileKey).stanzas());
            return new WrappedFileKey(stanzas, Set.of());
        };

        assertThat(decryptor.decrypt(Age.encryptTo(thousand).encrypt(new byte[] {7})))
                .containsExactly(7);
    }

    @Test
    void there_must_be_somebody() {
        assertThatThrownBy(Age::encryptTo).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Age::decryptWith).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_stream_that_was_not_closed_is_refused() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        OutputStream out = encryptor.encrypt(file);
        out.write(new byte[2 * CHUNK]);
        out.flush();

        assertThatThrownBy(() -> decryptor
                        .decrypt(new ByteArrayInputStream(file.toByteArray()))
                        .readAllBytes())
                .isInstanceOf(AgeException.PayloadDamaged.class);
        out.close();
        out.close();
        assertThat(decryptor.decrypt(file.toByteArray())).hasSize(2 * CHUNK);
        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void after_a_failed_write_the_file_is_not_finished() throws Exception {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        boolean[] full = {false};
        OutputStream out = encryptor.encrypt(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                if (full[0]) {
                    throw new IOException("disk full");
                }
                disk.write(value);
            }
        });
        full[0] = true;
        assertThatThrownBy(() -> out.write(new byte[2 * CHUNK])).hasMessage("disk full");
        full[0] = false;
        assertThatThrownBy(() -> out.write(new byte[CHUNK])).hasMessageContaining("an earlier write failed");
        out.close();

        assertRefused(disk.toByteArray());
    }

    @Test
    void a_damaged_stream_stays_damaged_and_a_closed_one_closed() throws Exception {
        byte[] file = encryptor.encrypt(randomBytes(CHUNK + 1));
        InputStream damaged = decryptor.decrypt(new ByteArrayInputStream(flipped(file, file.length * 8 - 1)));
        assertThat(damaged.readNBytes(CHUNK)).hasSize(CHUNK);
        assertThatThrownBy(damaged::read).isInstanceOf(AgeException.PayloadDamaged.class);
        assertThatThrownBy(damaged::read).isInstanceOf(AgeException.PayloadDamaged.class);
        damaged.close();

        InputStream sound = decryptor.decrypt(new ByteArrayInputStream(file));
        assertThat(sound.read()).isNotNegative();
        sound.close();
        assertThatThrownBy(sound::read).isInstanceOf(IOException.class);
    }

    @Test
    void secrets_do_not_show_in_texts() {
        FileKey fileKey = FileKey.copyOf(bytes("YELLOW SUBMARINE"));
        assertThat(fileKey.toString()).isEqualTo("FileKey[redacted]");
        fileKey.close();
        assertThat(fileKey.copyBytes()).isEqualTo(new byte[16]);
        assertThatThrownBy(() -> FileKey.copyOf(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "é", "\u007f"})
    void a_stanza_cannot_break_the_header(String word) {
        assertThatThrownBy(() -> new Stanza(word, List.of(), new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stanza("x", List.of(word), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] flipped(byte[] file, int bit) {
        byte[] changed = file.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void recipients_with_different_labels_cannot_share_a_file() {
        Recipient alone = fileKey -> new WrappedFileKey(List.of(), Set.of("some label"));
        Recipient postQuantum = fileKey -> new WrappedFileKey(List.of(), Set.of("postquantum"));

        assertThatThrownBy(() -> Age.encryptTo(identity.recipient(), alone).encrypt(new byte[0]))
                .isInstanceOf(AgeException.RecipientsIncompatible.class)
                .hasMessageContaining("cannot share a file");
        assertThatThrownBy(
                        () -> Age.encryptTo(postQuantum, identity.recipient()).encrypt(new byte[0]))
                .isInstanceOf(AgeException.RecipientsIncompatible.class)
                .hasMessageContaining("post-quantum");
    }
}
