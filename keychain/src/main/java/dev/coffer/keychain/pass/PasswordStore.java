package dev.coffer.keychain.pass;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.LockTimeoutException;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of pass: reads and changes encrypted files as pass does, with the keys that the nearest {@code .gpg-id}
 * names, and commits where there is git. Files are replaced at once, which pass does not do.
 */
final class PasswordStore {
    /** Longer than one git may take, which commits while its writer holds the lock and may ask for a signature. */
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);

    private static final int MAX_FILE = 32 << 20;
    private static final String KEYS = ".gpg-id";

    private static final String FOLDER = "PASSWORD_STORE_DIR";

    private final Path home;
    private final Path lockFolder;
    private final Environment environment;
    private final Programs programs;
    private final Gpg gpg;

    PasswordStore(Environment environment, Path home, Path lockFolder, ProgramFinder finder) {
        this.home = home;
        this.lockFolder = lockFolder;
        this.environment = environment;
        this.programs = new Programs(finder, environment);
        this.gpg = new Gpg(programs, environment);
    }

    /** The folder, which need not be there. */
    Path root() throws StoreException {
        try {
            return environment
                    .get(FOLDER)
                    .map(Path::of)
                    .orElseGet(() -> home.resolve(".password-store"))
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException impossible) {
            throw new StoreException(
                    Kind.UNREACHABLE,
                    FOLDER + " cannot be a path: " + Printable.escape(impossible.getReason()),
                    "set " + FOLDER + " to the folder of the password store"
                            + "; one whose name is not ASCII needs a locale such as LC_ALL=C.UTF-8",
                    impossible);
        }
    }

    Availability probe() {
        try {
            Path program = gpg.program();
            Path root = root();
            recipientsFile(root);
            return new Availability.Available("the password store " + root + ", through " + program);
        } catch (StoreException failure) {
            return new Availability.Missing(String.valueOf(failure.getMessage()), failure.whatToDo());
        }
    }

    /** What pass calls the file. */
    String entryName(Path file) throws StoreException {
        String path = root().relativize(file).toString();
        return path.substring(0, path.length() - ".gpg".length());
    }

    /** The plain text of a file; empty when there is no such file. */
    Optional<byte[]> read(Path file, Duration limit) throws StoreException {
        byte[] content;
        try (var in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_FILE + 1);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException failed) {
            throw failure("cannot read " + file, failed);
        }
        if (content.length > MAX_FILE) {
            throw new StoreException(Kind.DAMAGED, file + " is longer than " + MAX_FILE + " bytes", "delete it");
        }
        return Optional.of(gpg.decrypt(file, content, limit));
    }

    /** Encrypts for the keys that are responsible for this file. */
    byte[] encrypt(Path file, byte[] plain, Duration limit) throws StoreException {
        return gpg.encrypt(plain, recipients(file, limit), limit);
    }

    /** A change that no other Coffer makes at the same time. */
    interface Change {
        void make() throws StoreException;
    }

    void alone(Change change) throws StoreException {
        try {
            PrivateFolder.ensure(lockFolder);
        } catch (IOException failed) {
            throw failure("cannot lock the password store", failed);
        }
        try (FileLock _ = FileLock.acquire(lockFolder.resolve("pass.lock"), LOCK_LIMIT)) {
            change.make();
        } catch (IOException failed) {
            throw failure("cannot lock the password store", failed);
        }
    }

    /**
     * Writes one file and deletes others; takes everything back when that fails. To be called alone.
     *
     * @param content the encrypted content, empty to write nothing
     */
    void apply(Path file, Optional<byte[]> content, List<Path> deleted, String message) throws StoreException {
        List<Path> touched = new ArrayList<>(deleted);
        if (content.isPresent()) {
            touched.addFirst(file);
        }
        List<Former> formers = new ArrayList<>();
        for (Path one : touched) {
            formers.add(former(one));
        }
        try {
            if (content.isPresent()) {
                createFolders(folderOf(file));
                AtomicFile.writePrivate(file, content.get());
            }
            for (Path one : deleted) {
                AtomicFile.delete(one);
            }
            Optional<Git> git = Git.of(programs, root(), folderOf(file));
            if (git.isPresent()) {
                commit(git.get(), touched, message);
            }
        } catch (IOException failed) {
            restore(formers);
            throw failure("cannot write " + file, failed);
        } catch (StoreException failed) {
            restore(formers);
            throw failed;
        }
        for (Path one : deleted) {
            removeEmptyFolders(folderOf(one));
        }
    }

    private void commit(Git git, List<Path> files, String message) throws StoreException {
        try {
            git.commit(files, message);
        } catch (StoreException failed) {
            git.forget(files);
            throw failed;
        }
    }

    private record Former(Path file, Optional<byte[]> content) {}

    private static Former former(Path file) throws StoreException {
        try {
            return new Former(file, Optional.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return new Former(file, Optional.empty());
        } catch (IOException failed) {
            throw failure("cannot read " + file, failed);
        }
    }

    /** Makes everything as it was: first what was there, so that its folder stays. */
    private void restore(List<Former> formers) throws StoreException {
        for (Former former : formers) {
            if (former.content().isPresent()) {
                Path file = former.file();
                try {
                    createFolders(folderOf(file));
                    AtomicFile.writePrivate(file, former.content().get());
                } catch (IOException lost) {
                    throw failure("the change failed, and taking it back too: cannot write " + file, lost);
                }
            }
        }
        for (Former former : formers) {
            if (former.content().isEmpty()) {
                try {
                    AtomicFile.delete(former.file());
                } catch (IOException stays) {
                    throw failure("the change failed, and taking it back too: cannot delete " + former.file(), stays);
                }
                removeEmptyFolders(folderOf(former.file()));
            }
        }
    }

    private void createFolders(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Removes the folder and its parents below the store, as long as they are empty. */
    private void removeEmptyFolders(Path folder) throws StoreException {
        Path root = root();
        try {
            for (Path at = folder; at != null && at.startsWith(root) && !at.equals(root); at = at.getParent()) {
                Files.delete(at);
            }
        } catch (DirectoryNotEmptyException inUse) {
            // That is where to stop.
        } catch (IOException stays) {
            // An empty folder harms nobody.
        }
    }

    private List<String> recipients(Path file, Duration limit) throws StoreException {
        Optional<String> forced = environment.get("PASSWORD_STORE_KEY");
        if (forced.isPresent()) {
            return Words.of(forced.get());
        }
        Path keys = recipientsFile(folderOf(file));
        requireSignature(keys, limit);
        List<String> recipients = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(keys)) {
                int comment = line.indexOf('#');
                String key = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!key.isEmpty()) {
                    recipients.add(key);
                }
            }
        } catch (IOException failed) {
            throw failure("cannot read " + keys, failed);
        }
        if (recipients.isEmpty()) {
            throw new StoreException(Kind.DAMAGED, keys + " names no key", "name one: pass init KEY");
        }
        return recipients;
    }

    private Path recipientsFile(Path folder) throws StoreException {
        Path root = root();
        for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(KEYS))) {
                return at.resolve(KEYS);
            }
        }
        throw new StoreException(
                Kind.UNREACHABLE,
                "the password store " + root + " is not set up: it has no " + KEYS,
                "name the key to encrypt for: pass init KEY");
    }

    private void requireSignature(Path keys, Duration limit) throws StoreException {
        Optional<String> signers = environment.get("PASSWORD_STORE_SIGNING_KEY");
        Path signature = keys.resolveSibling(KEYS + ".sig");
        if (signers.isPresent() && !gpg.isSigned(keys, signature, Words.of(signers.get()), limit)) {
            throw new StoreException(
                    Kind.REFUSED,
                    keys + " has no valid signature by one of PASSWORD_STORE_SIGNING_KEY",
                    "check who changed it, then sign it anew: pass init KEY");
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file of the store has a folder");
    }

    static StoreException failure(String what, IOException failed) {
        String message = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        Kind kind =
                switch (failed) {
                    case LockTimeoutException _ -> Kind.TIMEOUT;
                    case AccessDeniedException _ -> Kind.REFUSED;
                    default -> Kind.UNREACHABLE;
                };
        return new StoreException(kind, what + ": " + message, "check the file system and who may write there", failed);
    }
}
