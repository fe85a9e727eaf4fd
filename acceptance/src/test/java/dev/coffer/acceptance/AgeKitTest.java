package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.acceptance.agetool.Way;
import dev.coffer.age.TestKitVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The vectors of the age test kit, read by the library as it is delivered, in each way that there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgeKitTest {
    private static final List<TestKitVector> VECTORS =
            TestKitVector.in(Delivery.projectRoot().resolve("age/src/test/resources/testkit"));
    private static final Set<Way> ARMORED = EnumSet.of(Way.ARMORED_ARRAY, Way.ARMORED_STREAM);

    private final Sandbox user = Sandbox.open();
    private final AgeToolProcess tool = new AgeToolProcess(user);
    private final Path stranger = user.path("stranger");

    AgeKitTest() throws Exception {
        tool.run("generate", "x25519", stranger.toString());
    }

    @AfterAll
    void close() throws IOException {
        tool.close();
        user.close();
    }

    @Test
    void noVectorIsLost() {
        assertThat(VECTORS).hasSize(143);
    }

    @TestFactory
    Stream<DynamicTest> everyVectorInEveryWay() {
        return VECTORS.stream().flatMap(vector -> ways(vector).stream()
                .map(way -> DynamicTest.dynamicTest(vector + " " + way, () -> read(vector, way))));
    }

    private static Set<Way> ways(TestKitVector vector) {
        return vector.isArmored() ? ARMORED : EnumSet.complementOf(EnumSet.copyOf(ARMORED));
    }

    private void read(TestKitVector vector, Way way) throws Exception {
        Path file = Files.write(user.path("file.age"), vector.file());
        Path plain = user.path("plain");
        Files.deleteIfExists(plain);
        List<String> command = new ArrayList<>(List.of("decrypt", way.name(), file.toString(), plain.toString()));
        command.addAll(keys(vector));

        String answer = tool.answer(command.toArray(String[]::new));

        assertThat(answer.split(":", 2)[0])
                .as(answer)
                .isEqualTo(vector.problem().map(Class::getSimpleName).orElse("ok"));
        if (vector.problem().isEmpty() || way != Way.RANDOM_ACCESS) {
            byte[] released = Files.exists(plain) ? Files.readAllBytes(plain) : new byte[0];
            assertReleased(
                    released, vector.problem().isEmpty() || isGradual(way) ? vector.payloadHash() : Optional.empty());
        }
    }

    /** Whether what stands before a damage is handed out. Random access begins behind it, at the end. */
    private static boolean isGradual(Way way) {
        return way == Way.STREAM || way == Way.ARMORED_STREAM || way == Way.CHANNEL;
    }

    private static void assertReleased(byte[] released, Optional<String> hash) {
        if (hash.isPresent()) {
            assertThat(sha256(released)).isEqualTo(hash.get());
        } else {
            assertThat(released).isEmpty();
        }
    }

    private List<String> keys(TestKitVector vector) throws IOException {
        List<String> keys = new ArrayList<>();
        if (!vector.identityLines().isEmpty()) {
            keys.add("identities=" + Files.write(user.path("identities"), vector.identityLines()));
        }
        for (String passphrase : vector.passphrases()) {
            keys.add("passphrase=" + user.write("passphrase-" + keys.size(), passphrase));
        }
        return keys.isEmpty() ? List.of("identities=" + stranger) : keys;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
