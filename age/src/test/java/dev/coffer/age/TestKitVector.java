package dev.coffer.age;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/** One file of the test kit. Its form is described in {@code testkit/README.md}. */
public final class TestKitVector {
    private final String name;
    private final List<String> head;
    private final byte[] file;

    private TestKitVector(String name, List<String> head, byte[] file) {
        this.name = name;
        this.head = head;
        this.file = file;
    }

    static List<TestKitVector> all() {
        return in(folder());
    }

    /** All vectors in this folder. */
    public static List<TestKitVector> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .map(TestKitVector::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(TestKitVector.class.getResource("/testkit"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static TestKitVector read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            List<String> head = new ArrayList<>();
            int start = 0;
            while (bytes[start] != '\n') {
                int end = start;
                while (bytes[end] != '\n') {
                    end++;
                }
                head.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
                start = end + 1;
            }
            byte[] file = Arrays.copyOfRange(bytes, start + 1, bytes.length);
            if (head.contains("compressed: zlib")) {
                file = new InflaterInputStream(new ByteArrayInputStream(file)).readAllBytes();
            }
            return new TestKitVector(path.getFileName().toString(), head, file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public String name() {
        return name;
    }

    /** The age file, armored or not. */
    public byte[] file() {
        return file;
    }

    String expectation() {
        return values("expect").getFirst();
    }

    /** What reading the file ends with; empty if all is well. */
    public Optional<Class<? extends AgeException>> problem() {
        return switch (expectation()) {
            case "success" -> Optional.empty();
            case "no match" -> Optional.of(AgeException.NoIdentityMatched.class);
            case "HMAC failure" -> Optional.of(AgeException.HeaderMacWrong.class);
            case "payload failure" -> Optional.of(AgeException.PayloadDamaged.class);
            case "armor failure" -> Optional.of(AgeException.ArmorMalformed.class);
            case "header failure" ->
                Optional.of(
                        switch (name) {
                            case "empty", "armor_empty" -> AgeException.NotAgeFile.class;
                            case "version_unsupported" -> AgeException.UnknownVersion.class;
                            case "scrypt_work_factor_23" -> AgeException.WorkFactorTooHigh.class;
                            default -> AgeException.HeaderMalformed.class;
                        });
            default -> throw new IllegalArgumentException(expectation());
        };
    }

    public boolean isArmored() {
        return head.contains("armored: yes");
    }

    /** The SHA-256 of the plaintext that is to be handed out, in hex. */
    public Optional<String> payloadHash() {
        return values("payload").stream().findFirst();
    }

    /** The identities, with the limit on the work of scrypt that the kit expects. */
    List<Identity> identities() throws AgeException {
        return identities(ScryptIdentity.DEFAULT_MAX_WORK_FACTOR);
    }

    /** The identities and passphrases; without any, an identity that fits nothing. */
    List<Identity> identities(int maxWorkFactor) throws AgeException {
        List<Identity> identities = new ArrayList<>();
        for (String identity : identityLines()) {
            identities.add(Identities.parse(identity));
        }
        for (String passphrase : passphrases()) {
            identities.add(ScryptIdentity.of(passphrase.getBytes(StandardCharsets.UTF_8), maxWorkFactor));
        }
        if (identities.isEmpty()) {
            identities.add(X25519Identity.generate());
        }
        return identities;
    }

    public List<String> identityLines() {
        return values("identity");
    }

    public List<String> passphrases() {
        return values("passphrase");
    }

    private List<String> values(String key) {
        String start = key + ": ";
        return head.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
