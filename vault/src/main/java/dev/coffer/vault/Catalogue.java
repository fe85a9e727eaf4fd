package dev.coffer.vault;

import dev.coffer.api.StoreException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Failures;
import dev.coffer.vault.keys.Locator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The entries taken together: surveys them with the help of the index, and keeps the index. */
final class Catalogue {
    /** What {@link AtomicFile} has not given its name yet. */
    private static final DirectoryStream.Filter<Path> TEMPORARY =
            file -> name(file).startsWith(".") && name(file).endsWith(".tmp");

    private final VaultFolder vault;
    private final Seal seal;

    Catalogue(VaultFolder vault, Seal seal) {
        this.vault = vault;
        this.seal = seal;
    }

    /** Reads every label, from the index where its line fits the file, else from the entry. Writes nothing. */
    Survey survey() throws IOException, StoreException {
        return survey(readIndex());
    }

    /** Writes the index anew. The caller holds the lock. */
    void renew() throws IOException, StoreException {
        writeIndex(rebuilt(readIndex()));
    }

    /**
     * An entry was written. The caller holds the lock.
     *
     * @param before the folder of the entries as it was before
     */
    void stored(FileStamp before, Path file, Label label) {
        try {
            Index index = readIndex();
            if (index.isOf(before)) {
                index.put(name(file), FileStamp.of(file), label);
                writeIndex(index);
            } else {
                writeIndex(rebuilt(index));
            }
        } catch (IOException | StoreException leftAsItWas) {
            // The entry is safe, and the index that no longer fits the folder is mended by the next who writes.
        }
    }

    /** An entry was deleted. The caller holds the lock. */
    void removed(FileStamp before, Path file) {
        try {
            Index index = readIndex();
            if (index.isOf(before)) {
                index.remove(name(file));
                writeIndex(index);
            } else {
                writeIndex(rebuilt(index));
            }
        } catch (IOException | StoreException leftAsItWas) {
            // As above.
        }
    }

    /** Also removes what killed writers have left: while the lock is held, no other writer is at work. */
    private Index rebuilt(Index known) throws IOException, StoreException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(vault.entries(), TEMPORARY)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
        Index index = Index.empty();
        for (Survey.Item item : survey(known).items()) {
            index.put(item.fileName(), item.stamp(), item.label());
        }
        return index;
    }

    private Survey survey(Index known) throws IOException, StoreException {
        List<Survey.Item> items = new ArrayList<>();
        List<Vault.Problem> problems = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vault.entries())) {
            for (Path file : files) {
                if (!TEMPORARY.accept(file)) {
                    survey(known, file, items, problems);
                }
            }
        } catch (NoSuchFileException noEntryYet) {
            return Survey.nothing();
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        problems.sort(Comparator.comparing(Vault.Problem::file));
        return new Survey(items, problems);
    }

    private void survey(Index known, Path file, List<Survey.Item> items, List<Vault.Problem> problems)
            throws StoreException {
        try {
            item(known, file).ifPresent(items::add);
        } catch (DamagedException damage) {
            problems.add(new Vault.Problem(file, file + " " + damage.reason()));
        } catch (NoSuchFileException erased) {
            // Another process erased it meanwhile.
        } catch (IOException failure) {
            problems.add(new Vault.Problem(file, Failures.text("read", file, failure)));
        }
    }

    private Optional<Survey.Item> item(Index known, Path file) throws IOException, DamagedException, StoreException {
        String name = name(file);
        if (!Locator.isFileName(name)) {
            throw new DamagedException("is not an entry of the vault");
        }
        FileStamp stamp = FileStamp.of(file);
        Optional<Label> indexed = known.label(name, stamp);
        if (indexed.isPresent()) {
            return Optional.of(new Survey.Item(name, stamp, indexed.get()));
        }
        Optional<byte[]> content = PrivateFile.read(file, VaultEntry.MAX_FILE);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        VaultEntry entry = VaultEntry.open(seal, file, content.get());
        entry.secret().close();
        return Optional.of(new Survey.Item(name, stamp, entry.label()));
    }

    /** The index; an empty one when it is missing, damaged or unsafe: it can be made anew. */
    private Index readIndex() throws StoreException {
        try {
            Optional<byte[]> file = PrivateFile.read(vault.index(), Index.MAX_LENGTH);
            return file.isEmpty() ? Index.empty() : Index.decode(seal.open(name(vault.index()), file.get()));
        } catch (IOException | DamagedException unusable) {
            return Index.empty();
        }
    }

    /** Replaces the index in one step, but without waiting for the disk: a lost index costs time and nothing else. */
    private void writeIndex(Index index) throws IOException, StoreException {
        byte[] file = seal.close(name(vault.index()), index.encode(FileStamp.of(vault.entries())));
        Path temporary = vault.path().resolve("index.tmp");
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            for (ByteBuffer rest = ByteBuffer.wrap(file); rest.hasRemaining(); ) {
                channel.write(rest);
            }
        }
        Files.move(temporary, vault.index(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
