package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes whole files as a database would: temporary file in the same folder, fsync, rename, fsync of the folder. At
 * every moment a reader finds the old content or the new one; when a method throws, the old one is intact.
 *
 * <p>Every method but {@link #writeLosable} makes its file durable before it returns. A process that is killed may leave a
 * temporary file behind: its name begins with a dot and ends with {@value TemporaryFile#SUFFIX}.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file of our own: mode 0600, never through a symbolic link (a link is replaced by the file). The folder
     * must exist.
     *
     * @throws IOException which names the file and what is wrong
     */
    public static void writePrivate(Path target, byte[] content) throws IOException {
        Path file = target.toAbsolutePath();
        refuseFolder(file, FileStatus.of(file, LinkOption.NOFOLLOW_LINKS));
        try (TemporaryFile temporary = TemporaryFile.beside(file)) {
            temporary.write(content);
            temporary.force();
            temporary.replace(file);
        } catch (IOException failed) {
            throw Failure.because("cannot write " + target, failed);
        }
        FolderSync.ofParent(file);
    }

    /**
     * The same without waiting for the disk, for what can be had again, as in a cache. Readers still find the old content
     * or the new one as long as the machine runs; what they find after a power failure may be old, new or damaged, so the
     * content has to show by itself that it is whole.
     *
     * @throws IOException which names the file and what is wrong
     */
    public static void writeLosable(Path target, byte[] content) throws IOException {
        Path file = target.toAbsolutePath();
        refuseFolder(file, FileStatus.of(file, LinkOption.NOFOLLOW_LINKS));
        try (TemporaryFile temporary = TemporaryFile.beside(file)) {
            temporary.write(content);
            temporary.replace(file);
        } catch (IOException failed) {
            throw Failure.because("cannot write " + target, failed);
        }
    }

    /**
     * Replaces a user's file: symbolic links are followed to their end (also a dangling one) and survive, mode and owner
     * are kept; a new file gets mode 0600. When the group cannot be kept, its permissions are dropped.
     *
     * @throws UnsafeFileException when the file belongs to somebody else and we may not give the new one to them, when a
     *     link on the way is neither ours, nor root's, nor of the file's owner, or when root would create a file in
     *     another user's folder
     * @throws IOException when it is a folder, marked read-only (mode without {@code u+w}), or cannot be written
     */
    public static void replaceKeeping(Path target, byte[] content) throws IOException {
        LinkChain chain = LinkChain.follow(target.toAbsolutePath());
        Path file = chain.end();
        Optional<FileStatus> old = chain.status();
        refuseFolder(file, old);
        if (old.isPresent()) {
            refuseReadOnly(file, old.get());
        } else {
            requireMayCreate(file);
        }
        chain.requireTrustedLinks();
        try (TemporaryFile temporary = TemporaryFile.beside(file)) {
            temporary.write(content);
            if (old.isPresent()) {
                temporary.takeOwnerAndMode(file, old.get());
            }
            temporary.force();
            temporary.replace(file);
        } catch (UnsafeFileException unsafe) {
            throw unsafe;
        } catch (IOException failed) {
            throw Failure.because("cannot write " + file, failed);
        }
        FolderSync.ofParent(file);
    }

    /**
     * Deletes a file, or the link when it is one, and makes that durable.
     *
     * @return false when there was none
     * @throws IOException when it is a folder or may not be deleted
     */
    public static boolean delete(Path target) throws IOException {
        Path file = target.toAbsolutePath();
        refuseFolder(file, FileStatus.of(file, LinkOption.NOFOLLOW_LINKS));
        boolean deleted;
        try {
            deleted = Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw Failure.because("cannot delete " + target, failed);
        }
        if (deleted) {
            FolderSync.ofParent(file);
        }
        return deleted;
    }

    private static void refuseFolder(Path file, Optional<FileStatus> status) throws IOException {
        if (status.isPresent() && status.get().isFolder()) {
            throw new IOException("there should be a file, but " + file + " is a folder");
        }
    }

    /** The rename needs no permission on the file itself, so its mark is honoured here. */
    private static void refuseReadOnly(Path file, FileStatus status) throws IOException {
        if (!status.isRegularFile()) {
            throw new IOException("cannot write " + file + ": it is not a regular file");
        }
        if ((status.permissions() & 0200) == 0) {
            throw new IOException("cannot write " + file + ": it is marked read-only (mode " + status.octal()
                    + "); to allow it: chmod u+w " + file);
        }
    }

    private static void requireMayCreate(Path file) throws IOException {
        Path folder = file.getParent();
        Optional<FileStatus> status = folder == null ? Optional.empty() : FileStatus.of(folder);
        if (folder == null || status.isEmpty()) {
            throw new IOException("cannot write " + file + ": its folder does not exist");
        }
        Ownership.requireMayCreateIn(folder, status.get());
    }
}
