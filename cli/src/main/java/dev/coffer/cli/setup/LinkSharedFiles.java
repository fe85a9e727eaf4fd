package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts the manual and the completions where man(1) and the shells find them. A file of somebody else is not replaced. */
final class LinkSharedFiles implements Step {
    private final Delivery delivery;
    private final SharedFiles shared;
    private final boolean usesZsh;

    /** @param usesZsh whether the user's shell is zsh, which looks only where it is told */
    LinkSharedFiles(Delivery delivery, SharedFiles shared, boolean usesZsh) {
        this.delivery = delivery;
        this.shared = shared;
        this.usesZsh = usesZsh;
    }

    @Override
    public String describe() {
        return "link the manual and the completions of bash, zsh and fish into "
                + shared.installation().share();
    }

    @Override
    public List<String> remarks() throws IOException {
        List<String> remarks = new ArrayList<>();
        for (Path file : SharedFiles.of(delivery)) {
            if (shared.isForeign(file)) {
                remarks.add(shared.place(file) + " is there already and was not made by coffer setup; it stays");
            }
        }
        if (usesZsh) {
            remarks.add("zsh finds its completions when this line stands in ~/.zshrc before compinit: fpath=("
                    + shared.place(Path.of(SharedFiles.ZSH)) + " $fpath)");
        }
        return remarks;
    }

    @Override
    public boolean isDone() throws IOException {
        return shared.present().equals(wanted());
    }

    private List<Path> wanted() throws IOException {
        List<Path> wanted = new ArrayList<>();
        for (Path file : SharedFiles.of(delivery)) {
            if (!shared.isForeign(file)) {
                wanted.add(file);
            }
        }
        return wanted;
    }

    @Override
    public void run(Report report) throws IOException {
        List<Path> wanted = wanted();
        for (Path file : shared.present()) {
            if (!wanted.contains(file)) {
                Files.delete(shared.place(file));
            }
        }
        for (Path file : wanted) {
            if (!shared.isLinked(file)) {
                Path place = shared.place(file);
                Files.createDirectories(Installation.folderOf(place));
                Installation.link(place, shared.target(file));
            }
        }
    }
}
