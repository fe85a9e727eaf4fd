package dev.coffer.nativebuild;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A hash over everything that a delivery is made of: the same fingerprint means that nothing has to be built. */
final class Fingerprint {
    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What every delivery of this kind is made of: the application, the sources of this program, the JDK. */
    static Fingerprint ofBuild(String kind, List<Path> application, Places places, Machine machine)
            throws BuildFailure {
        Fingerprint parts = new Fingerprint().add(kind);
        for (Path jar : application) {
            parts.add(jar.getFileName().toString()).add(jar);
        }
        return parts.add(places.sources()).add(machine.javaHome().resolve("release"));
    }

    Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        return this;
    }

    /** Adds a file, or all files below a folder, with their names. */
    Fingerprint add(Path fileOrFolder) throws BuildFailure {
        try (Stream<Path> files = Files.walk(fileOrFolder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(fileOrFolder.relativize(file).toString());
                add(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
            }
            return this;
        } catch (IOException | UncheckedIOException | NoSuchAlgorithmException e) {
            throw new BuildFailure("cannot read " + fileOrFolder + ": " + e.getMessage(), e);
        }
    }

    String hex() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    /** The same hash as a UUID, the form the builder wants for the image's build id. */
    UUID uuid() {
        return UUID.nameUUIDFromBytes(hex().getBytes(StandardCharsets.US_ASCII));
    }
}
