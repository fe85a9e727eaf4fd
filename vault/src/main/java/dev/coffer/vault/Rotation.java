package dev.coffer.vault;

import dev.coffer.api.StoreException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Failures;
import dev.coffer.vault.files.FieldWriter;
import dev.coffer.vault.keys.HeldKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Re-encrypts every entry to the recipient that the manifest names, from the one before. While it runs the vault can be
 * read and written as ever. It may be killed at any point and run again: the manifest keeps the former recipient until no
 * entry needs it any more.
 */
final class Rotation {
    /** So many entries are re-encrypted before other writers get their turn. */
    private static final int BATCH = 32;

    private final EntryStorage storage;
    private final HeldKeys keys;

    /** @param keys hold both identities */
    Rotation(EntryStorage storage, HeldKeys keys) {
        this.storage = storage;
        this.keys = keys;
    }

    /**
     * Re-encrypts what is left to do. Returns what could not be; then the former recipient stays in the manifest. Ends
     * early when another process has done the rest.
     */
    List<Vault.Problem> run(Manifest manifest) throws StoreException {
        List<Vault.Problem> problems = new ArrayList<>();
        try {
            List<Path> files = storage.files();
            for (int from = 0; from < files.size(); from += BATCH) {
                try (FileLock _ = storage.lock()) {
                    if (!isAt(manifest)) {
                        return List.of();
                    }
                    for (Path file : files.subList(from, Math.min(from + BATCH, files.size()))) {
                        renew(manifest, file, problems);
                    }
                }
            }
            if (problems.isEmpty()) {
                finish(manifest, !files.isEmpty());
            }
            return problems;
        } catch (IOException failure) {
            throw Failures.writing(storage.vault().path(), failure);
        }
    }

    private void finish(Manifest manifest, boolean indexing) throws IOException, StoreException {
        try (FileLock _ = storage.lock()) {
            if (!isAt(manifest)) {
                return;
            }
            Manifest finished = manifest.finished();
            AtomicFile.writePrivate(storage.vault().manifest(), finished.encode());
            if (indexing) {
                new Catalogue(storage.vault(), new Seal(keys, finished.recipients())).renew();
            }
        }
    }

    /** False when another process has finished this rotation, and perhaps begun another one. */
    private boolean isAt(Manifest manifest) throws StoreException {
        return storage.made().map(EntryStorage.Made::manifest).equals(Optional.of(manifest));
    }

    private void renew(Manifest manifest, Path file, List<Vault.Problem> problems) throws IOException, StoreException {
        Optional<byte[]> content;
        try {
            content = PrivateFile.read(file, VaultEntry.MAX_FILE);
        } catch (IOException failure) {
            problems.add(new Vault.Problem(file, Failures.text("read", file, failure)));
            return;
        }
        // The ring is the caller's: these seals are not closed.
        Seal fresh = new Seal(keys, manifest.finished().recipients());
        Seal any = new Seal(keys, manifest.recipients());
        if (content.isEmpty() || opens(fresh, file, content.get())) {
            return;
        }
        try {
            byte[] record = any.open(name(file), content.get());
            byte[] renewed = fresh.close(name(file), record);
            FieldWriter.wipe(record);
            AtomicFile.writePrivate(file, renewed);
        } catch (DamagedException damage) {
            problems.add(new Vault.Problem(file, file + " " + damage.reason()));
        }
    }

    private static boolean opens(Seal seal, Path file, byte[] content) throws StoreException {
        try {
            FieldWriter.wipe(seal.open(name(file), content));
            return true;
        } catch (DamagedException notYet) {
            return false;
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
