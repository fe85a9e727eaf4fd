package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the links to the programs out of a folder of the search path again; leaves what leads elsewhere. */
final class UnlinkPrograms implements Step {
    private final Installation installation;
    private final Path bin;

    UnlinkPrograms(Installation installation, Path bin) {
        this.installation = installation;
        this.bin = bin;
    }

    @Override
    public String describe() {
        return "remove the links to coffer from " + bin;
    }

    @Override
    public boolean isDone() throws IOException {
        for (String program : Delivery.PROGRAMS) {
            if (isOurs(program)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void run(Report report) throws IOException {
        for (String program : Delivery.PROGRAMS) {
            if (isOurs(program)) {
                Files.delete(bin.resolve(program));
            }
        }
        FileTree.sync(bin);
    }

    private boolean isOurs(String program) throws IOException {
        Path link = bin.resolve(program);
        return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(installation.program(program));
    }
}
