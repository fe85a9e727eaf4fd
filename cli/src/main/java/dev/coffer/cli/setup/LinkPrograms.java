package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts the programs into a folder of the search path, as links. A file of somebody else is not replaced. */
final class LinkPrograms implements Step {
    private final Installation installation;
    private final Path bin;

    /**
     * @param installation what the links lead to
     * @param bin the folder in which they are made
     */
    LinkPrograms(Installation installation, Path bin) {
        this.installation = installation;
        this.bin = bin;
    }

    @Override
    public String describe() {
        return "link " + String.join(" and ", Delivery.PROGRAMS) + " into " + bin;
    }

    @Override
    public boolean isDone() throws IOException {
        boolean done = true;
        for (String program : Delivery.PROGRAMS) {
            done &= isInPlace(program);
        }
        return done;
    }

    @Override
    public void run(Report report) throws IOException {
        Files.createDirectories(bin);
        for (String program : Delivery.PROGRAMS) {
            if (!isInPlace(program)) {
                Installation.link(bin.resolve(program), installation.program(program));
            }
        }
    }

    private boolean isInPlace(String program) throws IOException {
        Path link = bin.resolve(program);
        if (!Installation.isThere(link)) {
            return false;
        }
        if (!Installation.isLinkOfSetup(link)) {
            throw new SetupException(
                    link + " is there already and was not made by coffer setup",
                    "move it away, then run coffer setup again");
        }
        if (Files.readSymbolicLink(link).equals(installation.program(program))) {
            return true;
        }
        // Another installation's, in a folder that we share with it: as good as ours while it works.
        return !bin.equals(installation.bin()) && Files.isExecutable(link);
    }
}
