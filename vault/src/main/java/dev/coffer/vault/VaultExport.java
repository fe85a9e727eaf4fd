package dev.coffer.vault;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.Recipient;
import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Failures;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes all entries of the vault, credentials and secrets, into one age file, which {@link VaultImport} reads. Holds one
 * entry in memory at a time. What is in the file is in {@code docs/vault-format.md}.
 */
public final class VaultExport {
    private final EntryStorage storage;
    private boolean skippingDamaged;

    VaultExport(EntryStorage storage) {
        this.storage = storage;
    }

    /** Leaves out the entries that cannot be opened, instead of failing. */
    public VaultExport skippingDamaged() {
        skippingDamaged = true;
        return this;
    }

    /**
     * What was written.
     *
     * @param exported how many entries
     * @param problems the entries that were left out because they cannot be opened
     */
    public record Report(int exported, List<Vault.Problem> problems) {
        public Report {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Writes the export into a file that only its owner may read, in one step: a former one is replaced once the new one
     * is complete and durable.
     *
     * @param recipients any one of them can read it
     * @throws StoreException LOCKED when the vault is; DAMAGED when an entry cannot be opened, and these are not to be
     *     left out; REFUSED when one cannot encrypt to the recipients, or something else than a file has that name;
     *     UNREACHABLE when the file cannot be written. The file is as it was before
     */
    public Report to(List<? extends Recipient> recipients, Path file) throws StoreException {
        try (ExportFile target = ExportFile.beside(file)) {
            Report report = write(recipients, target.out());
            target.complete();
            return report;
        } catch (AgeException refused) {
            throw unusable(refused);
        } catch (IOException failure) {
            throw new StoreException(
                    Kind.UNREACHABLE,
                    Failures.text("write", file, failure),
                    "check that the disk has space and that the folder is there and writable",
                    failure);
        }
    }

    /**
     * Writes the export to a stream, which is flushed and stays open. All entries are opened before the first byte is
     * written, and once more for writing.
     *
     * @param recipients any one of them can read it
     * @throws StoreException as for a file. When that happens after the first byte was written, the export has no end and
     *     is refused by who reads it
     */
    public Report to(List<? extends Recipient> recipients, OutputStream out) throws StoreException {
        try {
            if (!skippingDamaged) {
                each(entry -> {});
            }
            return write(recipients, out);
        } catch (AgeException refused) {
            throw unusable(refused);
        } catch (IOException failure) {
            throw new StoreException(
                    Kind.UNREACHABLE,
                    "cannot write the export: " + failure.getMessage(),
                    "check where its output goes",
                    failure);
        }
    }

    private Report write(List<? extends Recipient> recipients, OutputStream out) throws IOException, StoreException {
        // Closed only when all went well: its close would make half an export look complete.
        OutputStream encrypted = Age.encryptTo(recipients).encrypt(new Unclosed(out));
        ExportWriter writer = new ExportWriter(encrypted);
        List<Vault.Problem> problems = each(writer::entry);
        writer.end();
        encrypted.close();
        return new Report(writer.count(), problems);
    }

    /** Hands every entry out, one after the other. Returns those that could not be opened. */
    private List<Vault.Problem> each(Taker taker) throws IOException, StoreException {
        List<Vault.Problem> problems = new ArrayList<>();
        if (storage.made().isEmpty()) {
            return problems;
        }
        try (UnlockedKeys unlocked = new UnlockedKeys(storage)) {
            for (Path file : files()) {
                Optional<VaultEntry> entry = open(unlocked, file, problems);
                if (entry.isPresent()) {
                    try (var _ = entry.get().secret()) {
                        taker.take(entry.get());
                    }
                }
            }
        }
        return problems;
    }

    private List<Path> files() throws StoreException {
        try {
            return storage.files();
        } catch (IOException failure) {
            throw Failures.reading(storage.vault().entries(), failure);
        }
    }

    private Optional<VaultEntry> open(UnlockedKeys unlocked, Path file, List<Vault.Problem> problems)
            throws StoreException {
        try {
            return storage.read(unlocked, file);
        } catch (DamagedException damage) {
            problems.add(new Vault.Problem(file, file + " " + damage.reason()));
        } catch (IOException failure) {
            problems.add(new Vault.Problem(file, Failures.text("read", file, failure)));
        }
        if (!skippingDamaged) {
            throw new StoreException(
                    Kind.DAMAGED,
                    "the vault cannot be exported whole: " + problems.getLast().text(),
                    "restore the file from a backup, remove it, or leave out what is damaged");
        }
        return Optional.empty();
    }

    private static StoreException unusable(AgeException refused) {
        return new StoreException(Kind.REFUSED, "cannot encrypt the export: " + refused.getMessage(), "", refused);
    }

    private interface Taker {
        void take(VaultEntry entry) throws IOException;
    }

    /** A stream that belongs to somebody else. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
