package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The manual and the completions of an installation, as links in the folders in which man(1) and the shells look for
 * them.
 *
 * @param installation what the links lead to
 */
record SharedFiles(Installation installation) {
    private static final String SHARE = "share";
    static final String ZSH = "zsh/site-functions";
    private static final List<String> FOLDERS =
            List.of("man/man1", "bash-completion/completions", "fish/vendor_completions.d", ZSH);

    /** What a delivery has of them, each below {@code share}; nothing where it was built without. */
    static List<Path> of(Delivery delivery) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : FOLDERS) {
            Path source = delivery.root().resolve(SHARE).resolve(folder);
            if (Files.isDirectory(source)) {
                try (Stream<Path> entries = Files.list(source)) {
                    entries.sorted()
                            .forEach(entry -> files.add(
                                    Path.of(folder, entry.getFileName().toString())));
                }
            }
        }
        return files;
    }

    /** The links that are there, below {@code share}; also those that lead to nothing any more. */
    List<Path> present() throws IOException {
        List<Path> links = new ArrayList<>();
        for (String name : FOLDERS) {
            Path folder = installation.share().resolve(name);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    for (Path entry : entries.sorted().toList()) {
                        Path file = Path.of(name, entry.getFileName().toString());
                        if (isLinked(file)) {
                            links.add(file);
                        }
                    }
                }
            }
        }
        return links;
    }

    /** Where the link of a file is. */
    Path place(Path file) {
        return installation.share().resolve(file);
    }

    /** What the link of a file leads to. */
    Path target(Path file) {
        return installation.current().resolve(SHARE).resolve(file);
    }

    boolean isLinked(Path file) throws IOException {
        Path place = place(file);
        return Files.isSymbolicLink(place) && Files.readSymbolicLink(place).equals(target(file));
    }

    /** Whether something stands there that is not ours, nor another installation's of Coffer. */
    boolean isForeign(Path file) throws IOException {
        Path place = place(file);
        Path ending = Path.of("lib", "coffer", "current", SHARE).resolve(file);
        return Installation.isThere(place)
                && !(Files.isSymbolicLink(place)
                        && Files.readSymbolicLink(place).endsWith(ending));
    }
}
