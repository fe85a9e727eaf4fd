package dev.coffer.cli.setup;

import dev.coffer.platform.files.FolderTree;
import java.io.IOException;
import java.nio.file.Files;

/** Removes all installed versions. */
final class RemoveProgram implements Step {
    private final Installation installation;

    RemoveProgram(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String describe() {
        return "remove " + installation.versions();
    }

    @Override
    public boolean isDone() {
        return !Files.exists(installation.versions());
    }

    @Override
    public void run(Report report) throws IOException {
        // Without the link nothing starts from there any more; what is killed after this is not half a program.
        Files.deleteIfExists(installation.current());
        FolderTree.delete(installation.versions());
        FileTree.sync(Installation.folderOf(installation.versions()));
    }
}
