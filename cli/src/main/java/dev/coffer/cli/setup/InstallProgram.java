package dev.coffer.cli.setup;

import dev.coffer.platform.files.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies the delivery into a folder of its own and makes it the one that is used. The former version stays, for programs
 * that still run and for going back; older ones are removed.
 */
final class InstallProgram implements Step {
    private final Delivery delivery;
    private final Installation installation;

    InstallProgram(Delivery delivery, Installation installation) {
        this.delivery = delivery;
        this.installation = installation;
    }

    @Override
    public String describe() {
        return "install coffer " + delivery.version() + " in "
                + installation.versions().resolve(delivery.version());
    }

    @Override
    public boolean isDone() throws IOException {
        Optional<Path> current = installation.currentFolder();
        return current.isPresent()
                && Files.isDirectory(current.get())
                && fingerprintOf(current.get()).equals(delivery.tree().fingerprint());
    }

    @Override
    public void run(Report report) throws IOException {
        if (!Files.exists(installation.versions())) {
            Files.createDirectories(installation.versions());
            // Whatever the umask: all users of the machine may run what is installed for all.
            Files.setPosixFilePermissions(installation.versions(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        removeLeftovers();
        Path folder = folder();
        if (!Files.exists(folder)) {
            Path temporary = Installation.temporaryBeside(folder);
            delivery.tree().copyTo(temporary);
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            FileTree.sync(installation.versions());
        }
        Optional<Path> former = installation.currentFolder();
        Installation.link(installation.current(), Path.of(folder.getFileName().toString()));
        removeAllBut(folder, former.orElse(folder));
    }

    /** The version's folder; another build of the same version, as developers make them, lies beside it. */
    private Path folder() throws IOException {
        Path folder = installation.versions().resolve(delivery.version());
        String fingerprint = delivery.tree().fingerprint();
        if (!Files.exists(folder) || fingerprintOf(folder).equals(fingerprint)) {
            return folder;
        }
        Path beside = folder.resolveSibling(delivery.version() + "-" + delivery.build());
        if (Files.exists(beside) && !fingerprintOf(beside).equals(fingerprint)) {
            throw new SetupException(beside + " was changed by somebody", "remove it: rm -r " + beside);
        }
        return beside;
    }

    private static String fingerprintOf(Path folder) throws IOException {
        return Delivery.treeAt(folder.toRealPath()).fingerprint();
    }

    /** What a killed set-up left behind. */
    private void removeLeftovers() throws IOException {
        for (Path entry : entries()) {
            if (entry.getFileName().toString().startsWith(Installation.TEMPORARY)) {
                remove(entry);
            }
        }
    }

    private void removeAllBut(Path current, Path former) throws IOException {
        for (Path entry : entries()) {
            boolean isVersion = Files.isDirectory(entry) && !Files.isSymbolicLink(entry);
            if (isVersion && !entry.equals(current) && !entry.equals(former)) {
                FolderTree.delete(entry);
            }
        }
    }

    private static void remove(Path entry) throws IOException {
        if (Files.isSymbolicLink(entry)) {
            Files.delete(entry);
        } else {
            FolderTree.delete(entry);
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> listed = Files.list(installation.versions())) {
            return listed.toList();
        }
    }
}
