package dev.coffer.vault;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.platform.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The entries as files: finds, writes, removes and surveys them.
 *
 * @param lockLimit how long a writer waits for the others
 * @param indexing true when each write also brings the index up to date
 */
record EntryStorage(VaultFolder vault, KeyFolder keys, Duration lockLimit, boolean indexing) {
    private static final String STORE_ANEW = "store it anew (coffer login SERVER) or restore the file from a backup";

    /** What a made vault can be asked without its identity. */
    private record Made(Manifest manifest, Locator locator) {}

    /** The first of the names that has an entry. Takes no lock and writes nothing. */
    Optional<VaultEntry> find(EntryKind kind, List<String> names) throws StoreException {
        Optional<Made> made = made();
        if (made.isEmpty()) {
            return Optional.empty();
        }
        for (String name : names) {
            Path file = file(made.get().locator(), kind, name);
            Optional<byte[]> content = read(file);
            if (content.isPresent()) {
                return Optional.of(open(made.get().manifest(), file, content.get(), kind, name));
            }
        }
        return Optional.empty();
    }

    /** Writes the entry in place of a former one; makes the vault if there is none. */
    void write(VaultEntry entry) throws StoreException {
        Made made = make();
        Label label = entry.label();
        Path file = file(made.locator(), label.kind(), label.name());
        try (Seal seal = seal(made.manifest())) {
            byte[] content = entry.seal(seal, file);
            try (FileLock _ = lock()) {
                PrivateFolder.ensure(vault.entries());
                FileStamp before = FileStamp.of(vault.entries());
                AtomicFile.writePrivate(file, content);
                if (indexing) {
                    new Catalogue(vault, seal).stored(before, file, label);
                }
            }
        } catch (IOException failure) {
            throw Failures.writing(file, failure);
        }
    }

    /** Removes the entry, also a damaged one, also without the identity. */
    boolean remove(EntryKind kind, String name) throws StoreException {
        Optional<Made> made = made();
        if (made.isEmpty()) {
            return false;
        }
        Path file = file(made.get().locator(), kind, name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileLock _ = lock()) {
            FileStamp before = FileStamp.of(vault.entries());
            boolean removed = AtomicFile.delete(file);
            if (removed) {
                forget(made.get().manifest(), before, file);
            }
            return removed;
        } catch (IOException failure) {
            throw Failures.writing(file, failure);
        }
    }

    /** Brings the index up to date. */
    void reindex() throws StoreException {
        Optional<Made> made = made();
        if (made.isEmpty()) {
            return;
        }
        try (Seal seal = seal(made.get().manifest());
                FileLock _ = lock()) {
            new Catalogue(vault, seal).renew();
        } catch (IOException failure) {
            throw Failures.writing(vault.index(), failure);
        }
    }

    /** Looks at every entry. Takes no lock and writes nothing. */
    Survey survey() throws StoreException {
        Optional<Made> made = made();
        if (made.isEmpty()) {
            return Survey.nothing();
        }
        try (Seal seal = seal(made.get().manifest())) {
            return new Catalogue(vault, seal).survey();
        } catch (IOException failure) {
            throw Failures.reading(vault.entries(), failure);
        }
    }

    private FileLock lock() throws IOException {
        return FileLock.acquire(vault.lock(), lockLimit);
    }

    private Optional<Made> made() throws StoreException {
        Optional<Manifest> manifest = manifest();
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        Optional<Locator> locator = keys.locator();
        if (locator.isEmpty()) {
            throw Failures.missing(keys.locatorFile(), beginAnew());
        }
        if (!locator.get().fingerprint().equals(manifest.get().locator())) {
            throw wrongKey(keys.locatorFile());
        }
        return Optional.of(new Made(manifest.get(), locator.get()));
    }

    private Optional<Manifest> manifest() throws StoreException {
        try {
            if (!PrivateFolder.check(vault.path())) {
                return Optional.empty();
            }
            // In this order: whoever makes a vault writes the manifest before the folder of the entries.
            boolean entries = PrivateFolder.check(vault.entries());
            Optional<byte[]> file = PrivateFile.read(vault.manifest(), Manifest.MAX_LENGTH);
            if (file.isPresent()) {
                return Optional.of(Manifest.parse(file.get()));
            }
            if (entries) {
                throw Failures.missing(vault.manifest(), beginAnew());
            }
            return Optional.empty();
        } catch (IOException failure) {
            throw Failures.reading(vault.manifest(), failure);
        } catch (DamagedException damage) {
            throw Failures.damaged(vault.manifest(), damage, Failures.RESTORE);
        }
    }

    private Made make() throws StoreException {
        Optional<Made> former = made();
        if (former.isPresent()) {
            return former.get();
        }
        try {
            PrivateFolder.ensure(vault.path());
            try (FileLock _ = lock()) {
                Optional<Made> others = made();
                return others.isPresent() ? others.get() : makeAlone();
            }
        } catch (IOException failure) {
            throw Failures.writing(vault.path(), failure);
        }
    }

    private Made makeAlone() throws StoreException, IOException {
        Locator locator = keys.ensure(lockLimit);
        try (Seal seal = keys.seal().orElseThrow(() -> Failures.missing(keys.identityFile(), beginAnew()))) {
            Manifest manifest = new Manifest(seal.recipient(), locator.fingerprint());
            AtomicFile.writePrivate(vault.manifest(), manifest.encode());
            return new Made(manifest, locator);
        }
    }

    private Seal seal(Manifest manifest) throws StoreException {
        Seal seal = keys.seal().orElseThrow(() -> Failures.missing(keys.identityFile(), beginAnew()));
        if (!seal.recipient().equals(manifest.recipient())) {
            seal.close();
            throw wrongKey(keys.identityFile());
        }
        return seal;
    }

    private VaultEntry open(Manifest manifest, Path file, byte[] content, EntryKind kind, String name)
            throws StoreException {
        try (Seal seal = seal(manifest)) {
            VaultEntry entry = VaultEntry.open(seal, file, content);
            if (entry.label().kind() != kind || !entry.label().name().equals(name)) {
                throw new DamagedException("holds another entry than its name says");
            }
            return entry;
        } catch (DamagedException damage) {
            throw Failures.damaged(file, damage, STORE_ANEW);
        }
    }

    private void forget(Manifest manifest, FileStamp before, Path file) {
        try (Seal seal = seal(manifest)) {
            new Catalogue(vault, seal).removed(before, file);
        } catch (StoreException locked) {
            // The entry is gone, which is what was asked. Who next writes with the identity mends the index.
        }
    }

    private Optional<byte[]> read(Path file) throws StoreException {
        try {
            return PrivateFile.read(file, VaultEntry.MAX_FILE);
        } catch (IOException failure) {
            throw Failures.reading(file, failure);
        }
    }

    private Path file(Locator locator, EntryKind kind, String name) {
        return vault.entries().resolve(locator.fileName(kind, name));
    }

    private StoreException wrongKey(Path key) {
        return new StoreException(
                Kind.DAMAGED, "the vault " + vault.path() + " was made with another key than " + key, Failures.RESTORE);
    }

    private String beginAnew() {
        return "move " + vault.path() + " away to begin anew";
    }
}
