package dev.coffer.vault;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Failures;
import dev.coffer.vault.keys.HeldKeys;
import dev.coffer.vault.keys.KeyFolder;
import dev.coffer.vault.keys.KeyRing;
import dev.coffer.vault.keys.Locator;
import dev.coffer.vault.unlocking.Unlocker;
import dev.coffer.vault.unlocking.Unlocking;
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
 * @param unlocking how the keys may be unlocked
 * @param lockLimit how long a writer waits for the others
 * @param indexing true when each write also brings the index up to date
 */
record EntryStorage(VaultFolder vault, KeyFolder keys, Unlocking unlocking, Duration lockLimit, boolean indexing) {
    private static final String STORE_ANEW = "store it anew (coffer login SERVER) or restore the file from a backup";

    /** How often the vault's keys may change under our hands before that is called a failure. */
    private static final int ATTEMPTS = 5;

    /** What a made vault can be asked without its identity. */
    record Made(Manifest manifest, Locator locator) {}

    /** The first of the names that has an entry. Takes no lock and writes nothing. */
    Optional<VaultEntry> find(EntryKind kind, List<String> names) throws StoreException {
        Optional<Made> made = made();
        if (made.isEmpty()) {
            return Optional.empty();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return find(made.get(), kind, names);
            } catch (StoreException failure) {
                // A rotation may have begun or ended since the manifest was read.
                Optional<Made> now = made();
                if (now.equals(made) || now.isEmpty() || attempt == ATTEMPTS) {
                    throw failure;
                }
                made = now;
            }
        }
    }

    private Optional<VaultEntry> find(Made made, EntryKind kind, List<String> names) throws StoreException {
        for (String name : names) {
            Path file = file(made.locator(), kind, name);
            Optional<byte[]> content = read(file);
            if (content.isPresent()) {
                return Optional.of(open(made.manifest(), file, content.get(), kind, name));
            }
        }
        return Optional.empty();
    }

    /** Writes the entry in place of a former one; makes the vault if there is none. */
    void write(VaultEntry entry) throws StoreException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Made made = make();
            requireNewestKey(made.manifest());
            if (write(made, entry)) {
                return;
            }
        }
        throw new StoreException(
                Kind.TIMEOUT, "the keys of the vault " + vault.path() + " are being changed all the time", "try again");
    }

    /** False when the vault's keys were changed before the lock was to be had. */
    private boolean write(Made made, VaultEntry entry) throws StoreException {
        Label label = entry.label();
        Path file = file(made.locator(), label.kind(), label.name());
        try (Seal seal = seal(made.manifest())) {
            byte[] content = entry.seal(seal, file);
            try (FileLock _ = lock()) {
                if (!made().equals(Optional.of(made))) {
                    return false;
                }
                PrivateFolder.ensure(vault.entries());
                FileStamp before = FileStamp.of(vault.entries());
                AtomicFile.writePrivate(file, content);
                if (indexing) {
                    new Catalogue(vault, seal).stored(before, file, label);
                }
                return true;
            }
        } catch (IOException failure) {
            throw Failures.writing(file, failure);
        }
    }

    /**
     * Whoever has a key from before a rotation must not be able to have new entries encrypted to it, by putting an old
     * manifest back.
     */
    private void requireNewestKey(Manifest manifest) throws StoreException {
        Optional<String> newest = keys.current();
        if (newest.isPresent() && !newest.get().equals(manifest.recipient()) && keys.opens(manifest.recipient())) {
            throw new StoreException(
                    Kind.REFUSED,
                    "the vault " + vault.path() + " uses a key that was replaced; nothing new is kept with it",
                    "coffer vault rotate");
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

    /** Held by writers. */
    FileLock lock() throws IOException {
        return FileLock.acquire(vault.lock(), lockLimit);
    }

    /** The vault, if it has been made. */
    Optional<Made> made() throws StoreException {
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
                if (Manifest.isOfAnotherVersion(file.get())) {
                    throw new StoreException(
                            Kind.REFUSED,
                            "the vault " + vault.path() + " is of a format version that this Coffer does not know",
                            "use the version of Coffer that made it, or a newer one");
                }
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

    /** The vault, made if there is none. */
    Made make() throws StoreException {
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
        String recipient = keys.current().orElseThrow(() -> Failures.missing(keys.identityFile(), beginAnew()));
        Manifest manifest = new Manifest(recipient, Optional.empty(), locator.fingerprint());
        AtomicFile.writePrivate(vault.manifest(), manifest.encode());
        return new Made(manifest, locator);
    }

    /** The keys at work, unlocked by whatever is allowed. The caller closes them. */
    Seal seal(Manifest manifest) throws StoreException {
        Optional<KeyRing> ring = new Unlocker(keys, unlocking).open(manifest.recipient());
        return new Seal(ring.orElseThrow(() -> noKey()), manifest.recipients());
    }

    /** The keys themselves, for those who change them. The caller closes them. */
    HeldKeys hold(Manifest manifest) throws StoreException {
        return new Unlocker(keys, unlocking).hold(manifest.recipient()).orElseThrow(() -> noKey());
    }

    private StoreException noKey() {
        try {
            return keys.current().isEmpty()
                    ? Failures.missing(keys.identityFile(), beginAnew())
                    : wrongKey(keys.identityFile());
        } catch (StoreException unreadable) {
            return unreadable;
        }
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
        return vault.entries().resolve(locator.fileName(kind.word(), name));
    }

    private StoreException wrongKey(Path key) {
        return new StoreException(
                Kind.DAMAGED, "the vault " + vault.path() + " was made with another key than " + key, Failures.RESTORE);
    }

    private String beginAnew() {
        return "move " + vault.path() + " away to begin anew";
    }
}
