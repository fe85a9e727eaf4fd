package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Folders that only their owner may enter (mode 0700). A link to such a folder is as good as the folder. */
public final class PrivateFolder {
    private PrivateFolder() {}

    /**
     * Makes the folder and its missing parents (mode 0700), or checks the one that is there. As root nothing is made in
     * another user's folder.
     *
     * @throws UnsafeFileException when others may enter or write it, or it belongs to somebody else
     */
    public static void ensure(Path folder) throws IOException {
        for (Path made : makeMissing(folder)) {
            FolderSync.ofParent(made);
        }
    }

    /**
     * The same without waiting for the disk, for a folder whose content may be lost in a power failure
     * ({@link AtomicFile#writeLosable}).
     *
     * @throws UnsafeFileException when others may enter or write it, or it belongs to somebody else
     */
    public static void ensureLosable(Path folder) throws IOException {
        makeMissing(folder);
    }

    private static List<Path> makeMissing(Path folder) throws IOException {
        if (check(folder)) {
            return List.of();
        }
        List<Path> made = create(folder.toAbsolutePath());
        if (!check(folder)) {
            throw new IOException("cannot create folder " + folder + ": somebody removed it again");
        }
        return made;
    }

    /**
     * Checks a folder without creating it.
     *
     * @return false when there is none
     * @throws UnsafeFileException when others may enter or write it, or it belongs to somebody else
     */
    public static boolean check(Path folder) throws IOException {
        Optional<FileStatus> found = FileStatus.of(folder);
        if (found.isEmpty()) {
            return false;
        }
        FileStatus status = found.get();
        if (!status.isFolder()) {
            throw new UnsafeFileException(folder + " is not a folder", "move it away: " + folder);
        }
        Ownership.requireOurs(folder, status);
        if ((status.permissions() & 077) != 0) {
            throw new UnsafeFileException(
                    folder + " has mode " + status.octal() + ": others may use it", "chmod 700 " + folder);
        }
        return true;
    }

    private static List<Path> create(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path existing = folder;
        Optional<FileStatus> status = Optional.empty();
        while (status.isEmpty()) {
            missing.push(existing);
            existing = existing.getParent();
            if (existing == null) {
                throw new IOException("cannot create folder " + folder + ": it has no parent");
            }
            status = FileStatus.of(existing);
        }
        Ownership.requireMayCreateIn(existing, status.get());
        List<Path> made = new ArrayList<>();
        for (Path next : missing) {
            try {
                Files.createDirectory(
                        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                made.add(next);
            } catch (FileAlreadyExistsException raced) {
                // Another process was faster, or a link leads nowhere: the check that follows tells them apart.
            } catch (IOException failed) {
                throw Failure.because("cannot create folder " + next, failed);
            }
        }
        return made;
    }
}
