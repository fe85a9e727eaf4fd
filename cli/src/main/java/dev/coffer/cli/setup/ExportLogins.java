package dev.coffer.cli.setup;

import dev.coffer.api.StoreException;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes the logins into a file of docker's format, in plain text, because the user has asked for it by name. */
final class ExportLogins implements Step {
    private final Path file;
    private final VaultLogins logins;

    ExportLogins(Path file, VaultLogins logins) {
        this.file = file;
        this.logins = logins;
    }

    @Override
    public String describe() {
        return "write the logins to " + file + ", in plain text";
    }

    @Override
    public boolean isDone() throws IOException, StoreException {
        if (!Installation.isThere(file)) {
            return false;
        }
        byte[] there = BoundedFile.read(file, DockerConfig.MAX_BYTES).orElse(new byte[0]);
        if (!Arrays.equals(there, content())) {
            throw new SetupException(file + " is there already", "name a file that does not exist yet");
        }
        return true;
    }

    @Override
    public void run(Report report) throws IOException, StoreException {
        AtomicFile.writePrivate(file, content());
    }

    private byte[] content() throws StoreException, SetupException {
        return VaultLogins.asConfig(logins.all()).toText().getBytes(StandardCharsets.UTF_8);
    }
}
