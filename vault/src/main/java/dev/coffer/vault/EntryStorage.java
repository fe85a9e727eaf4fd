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
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
                return Optional.of(open(made, file, content.get()));
            }
        }
        return Optional.empty();
    }

    /** Writes the entry in place of a former one; makes the vault if there is none. */
    void write(VaultEntry entry) throws StoreException {
        try (UnlockedKeys unlocked = new UnlockedKeys(this)) {
            write(unlocked, entry);
        }
    }

    /** The same, with keys that are unlocked for many calls. */
    void write(UnlockedKeys unlocked, VaultEntry entry) throws StoreException {
        write(unlocked, entry, true);
    }

    /**
     * Writes the entry unless there is one of its name.
     *
     * @return false when there is one
     */
    boolean add(UnlockedKeys unlocked, VaultEntry entry) throws StoreException {
        return write(unlocked, entry, false);
    }

    private boolean write(UnlockedKeys unlocked, VaultEntry entry, boolean replacing) throws StoreException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Made made = make();
            Label label = entry.label();
            Path file = file(made.locator(), label.kind(), label.name());
            if (!replacing && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Seal seal = unlocked.seal(made.manifest());
            byte[] content = entry.seal(seal, file);
            try (FileLock _ = lock()) {
                if (made().equals(Optional.of(made))) {
                    requireNewestKey(made.manifest());
                    return write(seal, file, content, label, replacing);
                }
            } catch (IOException failure) {
                throw Failures.writing(file, failure);
            }
        }
        throw new StoreException(
                Kind.TIMEOUT, "the keys of the vault " + vault.path() + " are being changed all the time", "try again");
    }

    private boolean write(Seal seal, Path file, byte[] content, Label label, boolean replacing) throws IOException {
        if (!replacing && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false; // another process was faster
        }
        PrivateFolder.ensure(vault.entries());
        FileStamp before = FileStamp.of(vault.entries());
        AtomicFile.writePrivate(file, content);
        if (indexing) {
            new Catalogue(vault, seal).stored(before, file, label);
        }
        return true;
    }

    /**
     * Whoever has a key from before a rotation must not be able to have new entries encrypted to it, by putting an old
     * manifest back. The caller holds the lock: while the keys are being changed, the manifest may be behind them.
     */
    private void requireNewestKey(Manifest manifest) throws StoreException {
        if (keys.isReplaced(manifest.recipient())) {
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
                forget(before, file);
            }
            return removed;
        } catch (IOException failure) {
            throw Failures.writing(file, failure);
        }
    }

    /** Brings the index up to date. */
    void reindex() throws StoreException {
        try (UnlockedKeys unlocked = new UnlockedKeys(this)) {
            reindex(unlocked);
        }
    }

    /** The same, with keys that are unlocked for many calls. */
    void reindex(UnlockedKeys unlocked) throws StoreException {
        for (Optional<Made> made = made(); made.isPresent(); made = made()) {
            Seal seal = unlocked.seal(made.get().manifest());
            try (FileLock _ = lock()) {
                if (made().equals(made)) {
                    new Catalogue(vault, seal).renew();
                    return;
                }
            } catch (IOException failure) {
                throw Failures.writing(vault.index(), failure);
            }
        }
    }

    /** Looks at every entry. Takes no lock and writes nothing. */
    Survey survey() throws StoreException {
        Optional<Made> made = made();
        if (made.isEmpty()) {
            return Survey.nothing();
        }
        for (int attempt = 1; ; attempt++) {
            Survey survey = survey(made.get().manifest());
            // What a rotation re-encrypted since the manifest was read looks damaged.
            Optional<Made> now = made();
            if (survey.problems().isEmpty() || now.equals(made) || now.isEmpty() || attempt == ATTEMPTS) {
                return survey;
            }
            made = now;
        }
    }

    private Survey survey(Manifest manifest) throws StoreException {
        try (Seal seal = seal(manifest)) {
            return new Catalogue(vault, seal).survey();
        } catch (IOException failure) {
            throw Failures.reading(vault.entries(), failure);
        }
    }

    /**
     * The files of all entries. Some file systems (Btrfs, for one) do not show a file that is replaced while its folder is
     * being read, so this waits for the writers; where nobody can write there are none to wait for.
     */
    List<Path> files() throws IOException {
        if (!PrivateFolder.check(vault.entries())) {
            return List.of();
        }
        if (!Files.isWritable(vault.path())) {
            return filesAlone();
        }
        try (FileLock _ = lock()) {
            return filesAlone();
        }
    }

    private List<Path> filesAlone() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(vault.entries())) {
            for (Path file : all) {
                if (Locator.isFileName(String.valueOf(file.getFileName()))) {
                    files.add(file);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return files;
    }

    /**
     * The entry in the file.
     *
     * @return empty when the file is gone
     */
    Optional<VaultEntry> read(UnlockedKeys unlocked, Path file) throws StoreException, IOException, DamagedException {
        Made made = required();
        for (int attempt = 1; ; attempt++) {
            Optional<byte[]> content = PrivateFile.read(file, VaultEntry.MAX_FILE);
            if (content.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(open(unlocked.seal(made.manifest()), made.locator(), file, content.get()));
            } catch (DamagedException damage) {
                // A rotation may have begun or ended since the manifest was read.
                Made now = required();
                if (now.equals(made) || attempt == ATTEMPTS) {
                    throw damage;
                }
                made = now;
            }
        }
    }

    private VaultEntry open(Made made, Path file, byte[] content) throws StoreException {
        try (Seal seal = seal(made.manifest())) {
            return open(seal, made.locator(), file, content);
        } catch (DamagedException damage) {
            throw Failures.damaged(file, damage, STORE_ANEW);
        }
    }

    private VaultEntry open(Seal seal, Locator locator, Path file, byte[] content)
            throws StoreException, DamagedException {
        VaultEntry entry = VaultEntry.open(seal, file, content);
        if (!file(locator, entry.label().kind(), entry.label().name()).equals(file)) {
            throw new DamagedException("holds another entry than its name says");
        }
        return entry;
    }

    /** The file of the entry of this kind and name. */
    Path file(EntryKind kind, String name) throws StoreException {
        return file(required().locator(), kind, name);
    }

    private Made required() throws StoreException {
        return made().orElseThrow(() -> Failures.missing(vault.manifest(), beginAnew()));
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
        return new Seal(unlock(manifest), manifest.recipients());
    }

    /** The keys to which the vault's files are encrypted, unlocked by whatever is allowed. The caller closes them. */
    KeyRing unlock(Manifest manifest) throws StoreException {
        return complete(new Unlocker(keys, unlocking).open(manifest.recipient()), manifest);
    }

    /** The keys themselves, for those who change them. The caller closes them. */
    HeldKeys hold(Manifest manifest) throws StoreException {
        return complete(new Unlocker(keys, unlocking).hold(manifest.recipient()), manifest);
    }

    private <R extends KeyRing> R complete(Optional<R> ring, Manifest manifest) throws StoreException {
        R unlocked = ring.orElseThrow(() -> noKey());
        if (manifest.former().isPresent() && !unlocked.holds(manifest.former().get())) {
            unlocked.close();
            throw wrongKey(keys.identityFile());
        }
        return unlocked;
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

    private void forget(FileStamp before, Path file) {
        try (Seal seal = seal(required().manifest())) {
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
