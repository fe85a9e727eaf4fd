package dev.coffer.docker.config;

import dev.coffer.docker.config.ConfigFileException.Problem;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.FileStatus;
import dev.coffer.platform.files.FileTooLongException;
import dev.coffer.platform.files.LockTimeoutException;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.files.UnsafeFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A {@code config.json} on the disk: read whole, edited under a lock, replaced at one stroke.
 *
 * <p>The lock is the file {@code config.json.lock} beside the real file (symbolic links followed); it stays. The docker
 * CLI takes no lock: what it writes between our reading and our renaming, a few milliseconds, is lost, as between two
 * docker CLIs.
 */
public final class DockerConfigFile {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(10);

    private final Path path;
    private final Duration lockLimit;

    /** The file at the path, which need not exist. */
    public DockerConfigFile(Path path) {
        this(path, LOCK_LIMIT);
    }

    DockerConfigFile(Path path, Duration lockLimit) {
        this.path = path;
        this.lockLimit = lockLimit;
    }

    /** The path. */
    public Path path() {
        return path;
    }

    /**
     * Reads the configuration; a missing file is an empty one. Takes no lock and creates nothing.
     *
     * @throws ConfigFileException when the file is there and cannot be understood or read
     */
    public DockerConfig read() throws ConfigFileException {
        Optional<byte[]> content = content();
        if (content.isEmpty()) {
            return DockerConfig.empty();
        }
        try {
            return DockerConfig.parse(content.get());
        } catch (MalformedJsonException malformed) {
            throw new ConfigFileException(
                    path,
                    Problem.MALFORMED,
                    path + ": " + malformed.getMessage(),
                    "mend the file by hand; it was left as it is",
                    malformed);
        }
    }

    /**
     * Applies an edit to what the file holds now, under the lock. Nothing is written or created when the edit changes
     * nothing. Mode, owner and symbolic links survive; a new file has mode 0600, a new folder 0700.
     *
     * @param edit a function of the configuration and nothing else: it is called again when the file has changed meanwhile
     * @return the configuration that the file holds afterwards
     * @throws ConfigFileException when the file cannot be understood, read, locked or written; it is then as it was
     */
    public DockerConfig edit(UnaryOperator<DockerConfig> edit) throws ConfigFileException {
        DockerConfig seen = read();
        if (edit.apply(seen).sameTextAs(seen)) {
            return seen;
        }
        try {
            Path real = realFile();
            Path lockFile = real.resolveSibling(real.getFileName() + ".lock");
            refuseOthersFolderAsRoot(lockFile);
            try (FileLock _ = FileLock.acquire(lockFile, lockLimit)) {
                DockerConfig current = read();
                DockerConfig edited = edit.apply(current);
                if (!edited.sameTextAs(current)) {
                    AtomicFile.replaceKeeping(path, edited.toText().getBytes(StandardCharsets.UTF_8));
                }
                return edited;
            }
        } catch (ConfigFileException unreadable) {
            throw unreadable;
        } catch (UnsafeFileException unsafe) {
            throw unwritable(unsafe, unsafe.whatToDo());
        } catch (LockTimeoutException locked) {
            throw unwritable(locked, "end the other program that edits it, then try again");
        } catch (IOException failure) {
            throw unwritable(
                    failure, "make the file and its folder writable for this user, and see that there is space");
        }
    }

    private Optional<byte[]> content() throws ConfigFileException {
        if (Files.isDirectory(path)) {
            throw new ConfigFileException(
                    path,
                    Problem.NOT_A_FILE,
                    path + " is a folder, a file is expected",
                    "move it away, or set DOCKER_CONFIG to another folder");
        }
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new ConfigFileException(
                    path,
                    Problem.DANGLING_LINK,
                    path + " is a symbolic link to something that does not exist",
                    "make the link's target, or remove the link");
        }
        try {
            return BoundedFile.read(path, DockerConfig.MAX_BYTES);
        } catch (FileTooLongException tooLong) {
            throw new ConfigFileException(
                    path,
                    Problem.TOO_LARGE,
                    String.valueOf(tooLong.getMessage()),
                    "see whether it is a docker configuration at all",
                    tooLong);
        } catch (IOException failure) {
            throw new ConfigFileException(
                    path,
                    Problem.UNREADABLE,
                    String.valueOf(failure.getMessage()),
                    "make it a file that this user may read",
                    failure);
        }
    }

    /** The file behind all links; its folder is made when it is missing. */
    private Path realFile() throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            return absolute;
        }
        if (!Files.isDirectory(folder)) {
            PrivateFolder.ensure(folder);
        }
        return folder.toRealPath().resolve(absolute.getFileName());
    }

    /** A lock file of root's would lock the folder's owner out for good. */
    private static void refuseOthersFolderAsRoot(Path lockFile) throws IOException {
        Path folder = lockFile.getParent();
        if (!EffectiveUser.isRoot() || folder == null || Files.exists(lockFile)) {
            return;
        }
        Optional<FileStatus> status = FileStatus.of(folder);
        if (status.isPresent() && status.get().uid() != EffectiveUser.ROOT) {
            throw new UnsafeFileException(
                    folder + " belongs to another user, and root creates nothing there",
                    "run it as that user, or with root's own home: sudo -H");
        }
    }

    private ConfigFileException unwritable(IOException failure, String whatToDo) {
        return new ConfigFileException(
                path, Problem.UNWRITABLE, String.valueOf(failure.getMessage()), whatToDo, failure);
    }
}
