package dev.coffer.cli.setup;

import dev.coffer.platform.files.AtomicFile;
import java.io.IOException;

/** Has podman and skopeo ask Coffer no longer. */
final class RemoveDropIn implements Step {
    private final PodmanDropIn dropIn;

    RemoveDropIn(PodmanDropIn dropIn) {
        this.dropIn = dropIn;
    }

    @Override
    public String describe() {
        return "remove " + dropIn.file();
    }

    @Override
    public boolean isDone() throws IOException {
        return !dropIn.exists() || !dropIn.isOurs();
    }

    @Override
    public void run(Report report) throws IOException {
        AtomicFile.delete(dropIn.file());
    }
}
