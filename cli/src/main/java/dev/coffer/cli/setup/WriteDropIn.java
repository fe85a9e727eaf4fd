package dev.coffer.cli.setup;

import java.io.IOException;
import java.util.List;

/** Has podman and skopeo ask Coffer. Done also where they are not installed: a later installation finds it. */
final class WriteDropIn implements Step {
    private final PodmanDropIn dropIn;

    WriteDropIn(PodmanDropIn dropIn) {
        this.dropIn = dropIn;
    }

    @Override
    public String describe() {
        return "have podman and skopeo ask coffer first, by " + dropIn.file();
    }

    @Override
    public List<String> remarks() throws IOException {
        return dropIn.remarks();
    }

    @Override
    public boolean isDone() throws IOException {
        return dropIn.isUpToDate();
    }

    @Override
    public void run(Report report) throws IOException {
        dropIn.write();
    }
}
