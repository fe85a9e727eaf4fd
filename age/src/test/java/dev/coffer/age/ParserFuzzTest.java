package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutates the small vectors of the test kit and some key files. A parser may refuse with an {@link AgeException}; every
 * other exception fails the test. Where a mutant still opens, its plaintext is one that was encrypted.
 */
class ParserFuzzTest {
    private static final List<TestKitVector> VECTORS = TestKitVector.all();
    private static final int MUTANTS_PER_VECTOR = 40;

    /** So that a mutant cannot ask for more than 4 MiB, and the run takes seconds. */
    private static final int MAX_WORK_FACTOR = 12;

    private static final int MUTANTS_OF_KEYS = 5_000;
    private static final int RANDOM_RECIPIENTS = 500;

    static List<TestKitVector> smallVectors() {
        return VECTORS.stream().filter(vector -> vector.file().length < 4096).toList();
    }

    @ParameterizedTest
    @MethodSource("smallVectors")
    void mutated_files_are_opened_right_or_refused(TestKitVector vector) throws Exception {
        Random random = new Random(vector.name().hashCode());
        Decryptor decryptor = Age.decryptWith(vector.identities(MAX_WORK_FACTOR));
        Set<String> plaintexts = expectedPlaintexts(vector);
        for (int i = 0; i < MUTANTS_PER_VECTOR; i++) {
            byte[] mutant = Mutants.mutate(vector.file(), random);
            Optional<byte[]> fromArray = open(decryptor, mutant, vector.isArmored());
            Optional<byte[]> fromStream = openStream(decryptor, mutant, vector.isArmored());

            assertThat(fromStream.isPresent()).isEqualTo(fromArray.isPresent());
            if (fromArray.isPresent()) {
                assertThat(fromStream.get()).isEqualTo(fromArray.get());
                assertThat(plaintexts)
                        .as("mutant %s", HexFormat.of().formatHex(mutant))
                        .contains(sha256(fromArray.get()));
            }
        }
    }

    /** A change may also repair a vector that is damaged on purpose: then any plaintext of the kit may come out. */
    private static Set<String> expectedPlaintexts(TestKitVector mutated) {
        return VECTORS.stream()
                .filter(vector -> vector.name().equals(mutated.name())
                        || !mutated.expectation().equals("success"))
                .flatMap(vector -> vector.payloadHash().stream())
                .collect(Collectors.toSet());
    }

    private static Optional<byte[]> open(Decryptor decryptor, byte[] file, boolean armored) {
        try {
            return Optional.of(decryptor.decrypt(armored ? Armor.decode(file) : file));
        } catch (AgeException refused) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> openStream(Decryptor decryptor, byte[] file, boolean armored) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(file);
        try {
            return Optional.of(
                    decryptor.decrypt(armored ? Armor.decode(in) : in).readAllBytes());
        } catch (AgeException refused) {
            return Optional.empty();
        }
    }

    /** Well encoded, so that the bytes themselves are looked at. */
    @ParameterizedTest
    @CsvSource({"age, 32", "age1pq, 1216", "age1tag, 33", "age1tagpq, 1249"})
    void recipients_of_random_bytes_are_used_or_refused(String prefix, int length) throws Exception {
        Random random = new Random(length);
        int refused = 0;
        for (int i = 0; i < RANDOM_RECIPIENTS; i++) {
            byte[] bytes = new byte[random.nextInt(4) == 0 ? 1 + random.nextInt(2 * length) : length];
            random.nextBytes(bytes);
            // The first byte of a point tells its form; that of the other kinds may as well be small.
            bytes[0] = (byte) random.nextInt(8);
            try {
                Recipient recipient = Recipients.parse(Bech32.encode(prefix, bytes));
                assertThat(Age.encryptTo(recipient).encrypt(new byte[1])).isNotEmpty();
            } catch (AgeException.KeyMalformed malformed) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(RANDOM_RECIPIENTS / 8);
    }

    @ParameterizedTest
    @MethodSource("keyFiles")
    void mutated_key_files_are_read_or_refused(String file) throws Exception {
        Random random = new Random(file.hashCode());
        byte[] original = file.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < MUTANTS_OF_KEYS; i++) {
            byte[] mutant = Mutants.mutate(original, random);
            try {
                assertThat(Identities.read(new ByteArrayInputStream(mutant))).isNotEmpty();
            } catch (AgeException malformed) {
                refused++;
            }
            try {
                assertThat(Recipients.read(new ByteArrayInputStream(mutant))).isNotEmpty();
            } catch (AgeException.KeyMalformed malformed) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(MUTANTS_OF_KEYS);
    }

    static List<String> keyFiles() throws IOException {
        String identities =
                "# created: today\nAGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0\n";
        byte[] passphrase = {'p'};
        byte[] encrypted = Age.encryptTo(ScryptRecipient.of(passphrase, 1))
                .encrypt(identities.getBytes(StandardCharsets.US_ASCII));
        return List.of(
                identities,
                "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR\n",
                Typage.recipient("mlkem768x25519"),
                Typage.recipient("p256tag") + "\n",
                Typage.recipient("mlkem768p256tag"),
                "AGE-PLUGIN-YUBIKEY-1QSPSYQVZ0DJFDPGWQ2RKZ\n",
                "age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt\n",
                "# me\r\n\r\nage1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef",
                new String(Armor.encode(encrypted), StandardCharsets.US_ASCII));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
