package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the links to the manual and to the completions away again. */
final class UnlinkSharedFiles implements Step {
    private final SharedFiles shared;

    UnlinkSharedFiles(SharedFiles shared) {
        this.shared = shared;
    }

    @Override
    public String describe() {
        return "remove the links to the manual and the completions from "
                + shared.installation().share();
    }

    @Override
    public boolean isDone() throws IOException {
        return shared.present().isEmpty();
    }

    @Override
    public void run(Report report) throws IOException {
        for (Path file : shared.present()) {
            Files.delete(shared.place(file));
        }
    }
}
