package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutates the vectors of the test kit along their structure: lines of the header and of armor are edited, dropped,
 * doubled, exchanged and taken from other vectors, words within lines too, and the payload is changed by chunks. Every
 * way of reading must refuse with the same {@link AgeException} or give the same plaintext; another exception fails.
 *
 * <p>It runs for a few seconds. {@code -Dcoffer.fuzz.seconds=3600} makes it run for an hour; a failure names the seed,
 * and {@code -Dcoffer.fuzz.seed=...} begins with that one.
 */
class StructureFuzzTest {
    private static final int SECONDS = Integer.getInteger("coffer.fuzz.seconds", 4);
    private static final long SEED = Long.getLong("coffer.fuzz.seed", 1);
    private static final int MIN_MUTANTS = 200;

    /** So that a mutant cannot ask for more than 4 MiB, and the run takes seconds. */
    private static final int MAX_WORK_FACTOR = 12;

    private static final List<String> LINES = List.of(
            "",
            " ",
            "-> ",
            "-> X25519",
            "-> scrypt AAAAAAAAAAAAAAAAAAAAAA 10",
            "-> mlkem768x25519 AAAA",
            "-> ssh-rsa AAAAAA",
            "-> grease a b c",
            "---",
            "--- AAAA",
            "A".repeat(64),
            "A".repeat(65),
            "AA==",
            Header.FIRST_LINE,
            "age-encryption.org/v2",
            Armor.BEGIN,
            Armor.END);

    private final List<TestKitVector> vectors = TestKitVector.all().stream()
            .filter(vector -> vector.file().length < 200_000)
            .toList();

    @Test
    void every_way_of_reading_refuses_the_same_mutants() throws Exception {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        int opened = 0;
        int refused = 0;
        for (long seed = SEED; refused < MIN_MUTANTS || System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            TestKitVector vector = any(vectors, random);
            byte[] mutant = mutate(vector.file(), random);
            try (Owner owner = new Owner(vector)) {
                if (owner.opens(mutant, vector.isArmored())) {
                    opened++;
                } else {
                    refused++;
                }
            } catch (RuntimeException | IOException | AssertionError unexpected) {
                throw new AssertionError("seed " + seed + ", mutant of " + vector.name(), unexpected);
            }
        }
        assertThat(refused).isPositive();
        assertThat(opened).as("mutants that still open").isPositive();
    }

    /** Whoever has the keys of a vector. */
    private static final class Owner implements AutoCloseable {
        private final List<Identity> identities;
        private final Decryptor decryptor;

        private Owner(TestKitVector vector) throws AgeException {
            identities = vector.identities(MAX_WORK_FACTOR);
            decryptor = Age.decryptWith(identities);
        }

        private boolean opens(byte[] mutant, boolean armored) throws IOException {
            if (!armored) {
                return opens(mutant);
            }
            try {
                byte[] file = Armor.decode(mutant);
                assertThat(armoredStream(mutant))
                        .isEqualTo(WayOfReading.STREAM.read(decryptor, file).kind());
                return opens(file);
            } catch (AgeException.ArmorMalformed malformed) {
                // The header may be refused before the armor's fault is reached.
                assertThat(armoredStream(mutant)).isPresent();
                return false;
            }
        }

        private Optional<Class<?>> armoredStream(byte[] mutant) throws IOException {
            try (InputStream in = decryptor.decrypt(Armor.decode(new ByteArrayInputStream(mutant)))) {
                in.transferTo(new ByteArrayOutputStream());
                return Optional.empty();
            } catch (AgeException refused) {
                return Optional.of(refused.getClass());
            }
        }

        private boolean opens(byte[] file) throws IOException {
            WayOfReading.Outcome expected = WayOfReading.ARRAY.read(decryptor, file);
            for (WayOfReading way : WayOfReading.values()) {
                WayOfReading.Outcome outcome = way.read(decryptor, file);
                assertThat(outcome.kind()).as("%s", way).isEqualTo(expected.kind());
                if (expected.problem().isEmpty()) {
                    assertThat(outcome.released()).as("%s", way).isEqualTo(expected.released());
                }
            }
            return expected.problem().isEmpty();
        }

        @Override
        public void close() {
            identities.forEach(Identity::close);
        }
    }

    private byte[] mutate(byte[] file, Random random) {
        List<byte[]> lines = lines(file);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(lines.size());
            byte[] line = lines.get(at);
            switch (random.nextInt(12)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                case 3 -> lines.add(at, bytes(any(LINES, random) + "\n"));
                case 4 -> lines.set(at, any(lines(any(vectors, random).file()), random));
                case 5 -> lines.set(at, words(line, random));
                case 6 -> lines.set(at, flipped(line, random));
                case 7 -> lines.set(at, Arrays.copyOf(line, random.nextInt(line.length + 1)));
                case 8 -> lines.set(at, bytes(text(line).replace("\n", "\r\n")));
                case 9 -> splice(lines, at, random);
                case 10 -> lines.set(at, grown(line, random));
                default -> {
                    lines.set(at, Arrays.copyOf(line, random.nextInt(line.length + 1)));
                    lines.subList(at + 1, lines.size()).clear();
                }
            }
            if (lines.isEmpty()) {
                lines.add(bytes("\n"));
            }
        }
        ByteArrayOutputStream mutant = new ByteArrayOutputStream();
        lines.forEach(mutant::writeBytes);
        return mutant.toByteArray();
    }

    /** The end of another vector from one of its lines on. */
    private void splice(List<byte[]> lines, int at, Random random) {
        List<byte[]> others = lines(any(vectors, random).file());
        lines.subList(at, lines.size()).clear();
        lines.addAll(others.subList(random.nextInt(others.size()), others.size()));
    }

    private static byte[] words(byte[] line, Random random) {
        List<String> words = new ArrayList<>(List.of(text(line).split(" ", -1)));
        int at = random.nextInt(words.size());
        switch (random.nextInt(3)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(random.nextInt(words.size())));
            default -> Collections.shuffle(words, random);
        }
        return bytes(String.join(" ", words));
    }

    private static byte[] flipped(byte[] line, Random random) {
        byte[] changed = line.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    /** Longer by up to a chunk and its tag, which matters to payloads. */
    private static byte[] grown(byte[] line, Random random) {
        int more = random.nextBoolean() ? 1 + random.nextInt(20) : PayloadCipher.SEALED_CHUNK_LENGTH;
        return Arrays.copyOf(line, line.length + more);
    }

    /** The lines with their ends; what follows the header's is one line, however it looks. */
    private static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        boolean payload = false;
        while (start < file.length) {
            int end = payload ? file.length : start;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            end = Math.min(end + 1, file.length);
            lines.add(Arrays.copyOfRange(file, start, end));
            payload = text(lines.getLast()).startsWith(Header.END_START + " ");
            start = end;
        }
        if (lines.isEmpty()) {
            lines.add(new byte[0]);
        }
        return lines;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
