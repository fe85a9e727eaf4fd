package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Executable files that tests put in the place of real tools, and runs of them with what they said. */
final class Scripts {
    private Scripts() {}

    record Outcome(int status, String out, String err) {}

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Outcome run(Path folder, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "run", ".out");
        Path err = Files.createTempFile(folder, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(List.of(words))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Outcome(
                status, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    /** The sources of this module, which tests run from its own folder. */
    static Places places(Path root) throws IOException {
        Path sources = Path.of("src/main").toAbsolutePath();
        Folders.copy(
                sources, Files.createDirectories(root.resolve("native/src")).resolve("main"));
        return new Places(root);
    }
}
