package dev.coffer.vault.keys;

import dev.coffer.api.StoreException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Failures;
import dev.coffer.vault.files.FieldWriter;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The folder with the vault's keys: the {@code locator}, and the identities, bare in the file {@code identity}, wrapped in
 * {@code protectors/}, or both. Several vaults may use the same keys.
 */
public record KeyFolder(Path path) {
    private static final int MAX_FILE = 1 << 16;

    /** The locator, if there is one. */
    public Optional<Locator> locator() throws StoreException {
        Optional<byte[]> file = read(path, locatorFile());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Locator.parse(file.get()));
        } catch (DamagedException damage) {
            throw Failures.damaged(locatorFile(), damage, Failures.RESTORE);
        }
    }

    /** The identities of the bare key file, if there is one. The caller closes the ring. */
    public Optional<HeldKeys> keyFile() throws StoreException {
        Optional<byte[]> file = read(path, identityFile());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HeldKeys.parse(file.get()));
        } catch (DamagedException damage) {
            throw Failures.damaged(identityFile(), damage, Failures.RESTORE);
        } finally {
            FieldWriter.wipe(file.get());
        }
    }

    /** The protectors' files, in the order of their names. */
    public List<ProtectorFile> protectors() throws StoreException {
        List<ProtectorFile> protectors = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(protectorFolder(), "[!.]*")) {
            for (Path file : files) {
                Optional<byte[]> content = read(protectorFolder(), file);
                if (content.isPresent()) {
                    protectors.add(ProtectorFile.parse(content.get()));
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (DirectoryIteratorException failure) {
            throw Failures.reading(protectorFolder(), new IOException(failure));
        } catch (IOException failure) {
            throw Failures.reading(protectorFolder(), failure);
        } catch (DamagedException damage) {
            throw Failures.damaged(protectorFolder(), damage, Failures.RESTORE);
        }
        protectors.sort(Comparator.comparing(file -> file.protector().name()));
        return List.copyOf(protectors);
    }

    /** The recipient of the newest identity that everything which unlocks the vault has; empty when there are no keys. */
    public Optional<String> current() throws StoreException {
        return current(rings());
    }

    /** True when the bare key file holds the identity of this recipient. */
    public boolean isBare(String recipient) throws StoreException {
        Optional<HeldKeys> bare = keyFile();
        if (bare.isEmpty()) {
            return false;
        }
        try (HeldKeys keys = bare.get()) {
            return keys.holds(recipient);
        }
    }

    private static Optional<String> current(List<List<String>> rings) {
        if (rings.isEmpty()) {
            return Optional.empty();
        }
        List<String> first = rings.getFirst();
        return first.stream()
                .filter(recipient -> rings.stream().allMatch(ring -> ring.contains(recipient)))
                .findFirst()
                .or(() -> first.stream().findFirst());
    }

    /** True when the identity of this recipient is one from before the one in use. */
    public boolean isReplaced(String recipient) throws StoreException {
        List<List<String>> rings = rings();
        Optional<String> current = current(rings);
        if (current.isEmpty()) {
            return false;
        }
        for (List<String> recipients : rings) {
            int position = recipients.indexOf(current.get());
            if (position >= 0 && recipients.indexOf(recipient) > position) {
                return true;
            }
        }
        return false;
    }

    /** For each thing that unlocks: the recipients of its identities, the newest first. */
    private List<List<String>> rings() throws StoreException {
        List<List<String>> rings = new ArrayList<>();
        Optional<HeldKeys> bare = keyFile();
        if (bare.isPresent()) {
            try (HeldKeys keys = bare.get()) {
                rings.add(keys.recipients());
            }
        }
        protectors().forEach(file -> rings.add(file.opens()));
        return rings;
    }

    /**
     * Makes the keys that are missing. The identity comes first: an identity without a locator is a beginning that was
     * cut off, and is completed; a locator without its identity is a loss, and is named.
     */
    public Locator ensure(Duration limit) throws StoreException {
        try {
            PrivateFolder.ensure(path);
            try (FileLock _ = lock(limit)) {
                Optional<Locator> located = locator();
                if (current().isEmpty()) {
                    if (located.isPresent()) {
                        throw Failures.missing(identityFile(), "move " + locatorFile() + " away to begin anew");
                    }
                    try (HeldKeys keys = HeldKeys.generate()) {
                        writeKeyFile(keys);
                    }
                }
                return located.isPresent() ? located.get() : createLocator();
            }
        } catch (IOException failure) {
            throw Failures.writing(path, failure);
        }
    }

    /** Held while keys are made or changed. Whoever also locks the vault locks that first. */
    public FileLock lock(Duration limit) throws IOException {
        return FileLock.acquire(path.resolve("lock"), limit);
    }

    /** Writes the bare key file. The caller holds the lock. */
    public void writeKeyFile(HeldKeys keys) throws IOException {
        byte[] file = keys.encode();
        try {
            AtomicFile.writePrivate(identityFile(), file);
        } finally {
            FieldWriter.wipe(file);
        }
    }

    /** Deletes the bare key file. The caller holds the lock. */
    public void deleteKeyFile() throws IOException {
        AtomicFile.delete(identityFile());
    }

    /** Writes a protector's file in place of a former one of that name. The caller holds the lock. */
    public void write(ProtectorFile file) throws IOException {
        PrivateFolder.ensure(protectorFolder());
        AtomicFile.writePrivate(protectorFolder().resolve(file.protector().name()), file.encode());
    }

    /** Deletes a protector's file. The caller holds the lock. */
    public void delete(Protector protector) throws IOException {
        AtomicFile.delete(protectorFolder().resolve(protector.name()));
    }

    /** Removes what killed writers left: it may be an identity in clear. The caller holds the lock. */
    public void removeLeftovers() throws IOException {
        for (Path folder : List.of(path, protectorFolder())) {
            if (PrivateFolder.check(folder)) {
                removeLeftovers(folder);
            }
        }
    }

    private static void removeLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path leftover : leftovers) {
                AtomicFile.delete(leftover);
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    public Path identityFile() {
        return path.resolve("identity");
    }

    public Path locatorFile() {
        return path.resolve("locator");
    }

    private Path protectorFolder() {
        return path.resolve("protectors");
    }

    private Locator createLocator() throws IOException {
        Locator locator = Locator.generate();
        AtomicFile.writePrivate(locatorFile(), locator.encode());
        return locator;
    }

    private static Optional<byte[]> read(Path folder, Path file) throws StoreException {
        try {
            return PrivateFolder.check(folder) ? PrivateFile.read(file, MAX_FILE) : Optional.empty();
        } catch (IOException failure) {
            throw Failures.reading(file, failure);
        }
    }
}
