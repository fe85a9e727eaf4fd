package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The drop-in of registries.conf(5) as a link. */
final class DropInLink implements Link {
    private final PodmanDropIn dropIn;

    DropInLink(PodmanDropIn dropIn) {
        this.dropIn = dropIn;
    }

    @Override
    public Path file() {
        return dropIn.file();
    }

    @Override
    public boolean isInPlace() throws IOException {
        return dropIn.exists() && dropIn.isOurs();
    }

    @Override
    public List<String> servers() {
        return List.of();
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public List<Step> linking() {
        return List.of(new WriteDropIn(dropIn));
    }

    @Override
    public List<Step> unlinking(boolean inPlainText, Set<OldHelper> stillNeeded) {
        return List.of(new RemoveDropIn(dropIn));
    }
}
