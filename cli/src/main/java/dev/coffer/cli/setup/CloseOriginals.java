package dev.coffer.cli.setup;

import dev.coffer.api.StoreException;
import java.nio.file.Path;

/** Ends an undo: the next set-up begins with what the file holds then. What the vault keeps of it stays there. */
final class CloseOriginals implements Step {
    private final Path file;
    private final Originals originals;

    CloseOriginals(Path file, Originals originals) {
        this.file = file;
        this.originals = originals;
    }

    @Override
    public String describe() {
        return "mark what the vault keeps of " + file + " as undone";
    }

    @Override
    public boolean isDone() throws StoreException {
        return originals.first(file).isEmpty();
    }

    @Override
    public void run(Report report) throws StoreException {
        originals.markUndone(file);
    }
}
