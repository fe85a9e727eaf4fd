package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the vectors of the age test kit, as streams and as arrays. */
class TestKitTest {
    private static final List<TestKitVector> VECTORS = TestKitVector.all();

    @Test
    void no_vector_is_lost() throws Exception {
        Map<String, Long> counts =
                VECTORS.stream().collect(Collectors.groupingBy(TestKitVector::expectation, Collectors.counting()));

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "success", 26L,
                        "no match", 13L,
                        "HMAC failure", 1L,
                        "header failure", 62L,
                        "payload failure", 19L,
                        "armor failure", 22L));
    }

    @TestFactory
    Stream<DynamicTest> as_a_stream() {
        return VECTORS.stream()
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    ByteArrayOutputStream released = new ByteArrayOutputStream();
                    Optional<AgeException> problem = decryptStream(vector, released);

                    assertThat(problem.<Class<?>>map(Object::getClass)).isEqualTo(vector.problem());
                    if (vector.payloadHash().isPresent()) {
                        assertThat(sha256(released.toByteArray()))
                                .isEqualTo(vector.payloadHash().get());
                    } else {
                        assertThat(released.size()).isZero();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> as_an_array() {
        return VECTORS.stream()
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    Decryptor decryptor = Age.decryptWith(vector.identities());
                    try {
                        byte[] file = vector.isArmored() ? Armor.decode(vector.file()) : vector.file();
                        byte[] plaintext = decryptor.decrypt(file);

                        assertThat(vector.problem()).isEmpty();
                        assertThat(Optional.of(sha256(plaintext))).isEqualTo(vector.payloadHash());
                    } catch (AgeException problem) {
                        assertThat(Optional.<Class<?>>of(problem.getClass())).isEqualTo(vector.problem());
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "stream_bad_tag, 1",
        "stream_no_chunks, 1",
        "stream_bad_tag_second_chunk, 2",
        "stream_last_chunk_empty, 2",
        "stream_no_final_two_chunks, 2",
        "stream_short_second_chunk, 2",
    })
    void the_damaged_chunk_is_named(String name, long chunk) throws Exception {
        assertThat(decryptStream(vector(name), new ByteArrayOutputStream()))
                .get()
                .isInstanceOfSatisfying(AgeException.PayloadDamaged.class, damaged -> assertThat(damaged.chunk())
                        .isEqualTo(chunk));
    }

    @ParameterizedTest
    @CsvSource({
        "armor_headers, 2",
        "armor_garbage_leading, 1",
        "armor_no_end_line, 7",
        "armor_garbage_trailing, 8",
        "armor_long_line, 2",
    })
    void the_wrong_line_of_armor_is_named(String name, long line) throws Exception {
        assertThat(decryptStream(vector(name), new ByteArrayOutputStream()))
                .get()
                .isInstanceOfSatisfying(AgeException.ArmorMalformed.class, malformed -> assertThat(malformed.line())
                        .isEqualTo(line));
    }

    @Test
    void the_unknown_version_is_named() throws Exception {
        assertThat(decryptStream(vector("version_unsupported"), new ByteArrayOutputStream()))
                .get()
                .isInstanceOfSatisfying(AgeException.UnknownVersion.class, unknown -> assertThat(unknown.version())
                        .isEqualTo("v1234"));
    }

    private static TestKitVector vector(String name) {
        return VECTORS.stream()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<AgeException> decryptStream(TestKitVector vector, ByteArrayOutputStream released)
            throws IOException {
        InputStream file = new ByteArrayInputStream(vector.file());
        try (InputStream in =
                Age.decryptWith(vector.identities()).decrypt(vector.isArmored() ? Armor.decode(file) : file)) {
            in.transferTo(released);
            return Optional.empty();
        } catch (AgeException problem) {
            return Optional.of(problem);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
