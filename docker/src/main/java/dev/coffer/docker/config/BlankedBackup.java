package dev.coffer.docker.config;

import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;

/**
 * A copy of a config.json beside it, as {@code config.json.coffer-backup-TIME}, that shows everything but its secrets.
 *
 * @param file the config.json
 */
public record BlankedBackup(Path file) {
    private static final String MARK = ".coffer-backup-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Writes the copy, unless the same is there already. A former copy is never replaced. */
    public void write(DockerConfig config) throws IOException {
        byte[] blanked = config.redacted().getBytes(StandardCharsets.UTF_8);
        if (isThere(blanked)) {
            return;
        }
        Path backup = file.resolveSibling(file.getFileName() + MARK + TIME.format(Instant.now()));
        for (int number = 2; Files.exists(backup); number++) {
            backup = file.resolveSibling(file.getFileName() + MARK + TIME.format(Instant.now()) + "-" + number);
        }
        AtomicFile.writePrivate(backup, blanked);
    }

    private boolean isThere(byte[] blanked) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        try (DirectoryStream<Path> backups = Files.newDirectoryStream(folder, file.getFileName() + MARK + "*")) {
            for (Path backup : backups) {
                Optional<byte[]> content = BoundedFile.read(backup, DockerConfig.MAX_BYTES);
                if (content.isPresent() && Arrays.equals(content.get(), blanked)) {
                    return true;
                }
            }
        }
        return false;
    }
}
