package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a file is read, it gives the same plaintext, or the same error at the same chunk. */
class WaysOfReadingTest {
    private static final int CHUNKS = 40;
    private static final int SEALED = PayloadCipher.SEALED_CHUNK_LENGTH;

    private final X25519Identity identity = X25519Identity.generate();
    private final Decryptor decryptor = Age.decryptWith(identity);

    /** Armored vectors are read through the armor by {@link TestKitTest}; here without it, as far as it comes off. */
    @TestFactory
    Stream<DynamicTest> every_vector_of_the_test_kit() {
        return TestKitVector.all().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    byte[] file = vector.file();
                    if (vector.isArmored()) {
                        try {
                            file = Armor.decode(file);
                        } catch (AgeException.ArmorMalformed malformed) {
                            assertThat(vector.expectation()).isIn("armor failure", "header failure");
                        }
                    }
                    Decryptor owner = Age.decryptWith(vector.identities());
                    WayOfReading.Outcome expected = WayOfReading.SLOW_STREAM.read(owner, file);
                    for (WayOfReading way : WayOfReading.values()) {
                        WayOfReading.Outcome outcome = way.read(owner, file);

                        assertThat(outcome.kind()).as("%s", way).isEqualTo(expected.kind());
                        assertThat(outcome.chunk()).as("%s", way).isEqualTo(expected.chunk());
                        if (way.isGradual() || expected.problem().isEmpty()) {
                            assertThat(outcome.released()).as("%s", way).isEqualTo(expected.released());
                            if (vector.payloadHash().isPresent()) {
                                assertThat(sha256(outcome.released()))
                                        .isEqualTo(vector.payloadHash().get());
                            }
                        }
                    }
                }));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /**
     * A file of {@value #CHUNKS} chunks, enough to be worked on in parallel. The last chunk has {@code lastLength} bytes
     * of plaintext.
     */
    @ParameterizedTest(name = "{0}, last chunk of {1} bytes: chunk {2}, random access: chunk {3}")
    @CsvSource({
        "bit flipped in chunk 1,       65536,  1,  1",
        "bit flipped in chunk 2,       65536,  2,  2",
        "bit flipped in chunk 17,        100, 17, 17",
        "bit flipped in chunk 18,          1, 18, 18",
        "bit flipped in chunk 33,      65536, 33, 33",
        "bit flipped in chunk 39,      65536, 39, 39",
        "bit flipped in chunk 40,      65536, 40, 40",
        "bit flipped in chunk 40,          1, 40, 40",
        "cut by 1,                     65536, 40, 40",
        "cut by 1,                         1, 40, 40",
        "cut by 65540,                 65536, 40, 40",
        "cut by 65552,                 65536, 40, 40",
        "cut by 65553,                 65536, 39, 39",
        "cut by 17,                        1, 40, 40",
        "cut by 1310720,               65536, 21, 21",
        "grown by 1,                       1, 40, 40",
        "grown by 1,                   65536, 41, 41",
        "grown by 16,                  65536, 41, 41",
        "grown by 65552,               65536, 41, 41",
        // Random access looks at the last chunk first, all others find the first one that is damaged.
        "grown by 65552,                   1, 40, 41",
        "grown by 655520,              65536, 41, 50",
        "chunks 20 and 30 exchanged,   65536, 20, 20",
        "chunk 20 left out,            65536, 20, 39",
    })
    void the_damaged_chunk_is_the_same(String change, int lastLength, long chunk, long randomAccessChunk)
            throws Exception {
        byte[] plaintext = randomBytes((CHUNKS - 1) * PayloadCipher.CHUNK_LENGTH + lastLength);
        byte[] file = Age.encryptTo(identity.recipient()).encrypt(plaintext);
        byte[] damaged = changed(file, change);
        // A last chunk that something follows, and a whole one that nothing follows, are authentic and handed out.
        byte[] before =
                Arrays.copyOf(plaintext, (int) Math.min((chunk - 1) * PayloadCipher.CHUNK_LENGTH, plaintext.length));

        for (WayOfReading way : WayOfReading.values()) {
            assertThat(way.read(decryptor, file).released()).as("%s", way).isEqualTo(plaintext);

            WayOfReading.Outcome outcome = way.read(decryptor, damaged);

            assertThat(outcome.chunk())
                    .as("%s", way)
                    .isEqualTo(Optional.of(way == WayOfReading.RANDOM_ACCESS ? randomAccessChunk : chunk));
            if (way.isGradual()) {
                assertThat(outcome.released()).as("%s", way).isEqualTo(before);
            } else {
                assertThat(outcome.released())
                        .as("%s", way)
                        .isEqualTo(Arrays.copyOf(before, outcome.released().length));
            }
        }
    }

    private static byte[] changed(byte[] file, String change) {
        List<Integer> numbers = Stream.of(change.split("\\D+"))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList();
        int number = numbers.getFirst();
        int at = start(file) + (number - 1) * SEALED;
        byte[] changed = file.clone();
        if (change.startsWith("bit flipped")) {
            changed[at] ^= 0x10;
        } else if (change.startsWith("cut")) {
            changed = Arrays.copyOf(file, file.length - number);
        } else if (change.startsWith("grown")) {
            changed = Arrays.copyOf(file, file.length + number);
        } else if (change.endsWith("exchanged")) {
            int other = start(file) + (numbers.get(1) - 1) * SEALED;
            System.arraycopy(file, at, changed, other, SEALED);
            System.arraycopy(file, other, changed, at, SEALED);
        } else {
            System.arraycopy(file, at + SEALED, changed, at, file.length - at - SEALED);
            changed = Arrays.copyOf(changed, file.length - SEALED);
        }
        return changed;
    }

    /** Where the payload begins: behind the line of the MAC and the nonce. */
    private static int start(byte[] file) {
        int at = 0;
        while (file[at] != '-' || file[at + 1] != '-' || file[at + 2] != '-') {
            while (file[at++] != '\n') {
                // To the next line.
            }
        }
        while (file[at++] != '\n') {
            // To the end of the header.
        }
        return at + PayloadCipher.NONCE_LENGTH;
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
