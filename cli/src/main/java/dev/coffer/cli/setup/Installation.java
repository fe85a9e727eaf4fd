package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where the programs are installed: a folder for each version, a link {@code current} to one of them, and links from a
 * folder of the search path through {@code current} to the programs. What a version's folder holds never changes, so that
 * a program that runs from it is never cut off from what it needs.
 *
 * @param versions the folder of the versions
 * @param bin the folder of the search path
 * @param share the folder below which man(1) and the shells look for manuals and completions
 */
record Installation(Path versions, Path bin, Path share) {
    private static final String CURRENT = "current";
    static final String TEMPORARY = ".coffer-";

    /** The link that decides which version is used. */
    Path current() {
        return versions.resolve(CURRENT);
    }

    /** The version that is used; empty when there is none. */
    Optional<Path> currentFolder() throws IOException {
        return Files.isSymbolicLink(current())
                ? Optional.of(
                        versions.resolve(Files.readSymbolicLink(current())).normalize())
                : Optional.empty();
    }

    /** What the link in the search path leads to. */
    Path program(String name) {
        return current().resolve("bin").resolve(name);
    }

    /**
     * Whether set-up has made what stands at this name: a link through a {@code current} to a program of that name. The
     * link may be another installation's, of another user or another home folder.
     */
    static boolean isLinkOfSetup(Path link) throws IOException {
        return Files.isSymbolicLink(link)
                && Files.readSymbolicLink(link)
                        .endsWith(Path.of(
                                "lib",
                                "coffer",
                                CURRENT,
                                "bin",
                                link.getFileName().toString()));
    }

    /** Makes a symbolic link, or makes an existing one lead elsewhere, by one rename. */
    static void link(Path link, Path target) throws IOException {
        Path temporary = temporaryBeside(link);
        Files.createSymbolicLink(temporary, target);
        try {
            Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        FileTree.sync(folderOf(link));
    }

    static Path temporaryBeside(Path file) {
        return file.resolveSibling(
                TEMPORARY + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    }

    static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
