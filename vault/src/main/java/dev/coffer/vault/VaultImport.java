package dev.coffer.vault;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.Armor;
import dev.coffer.age.Identity;
import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Failures;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the entries of an export into the vault. The file is read twice: to its end before anything is written, so that one
 * that is damaged or cut off changes nothing, and then to write. Holds one entry in memory at a time.
 *
 * <p>Anybody who knows a recipient can make such a file: what is imported is to be trusted as far as where it comes from.
 */
public final class VaultImport {
    private static final byte[] ARMOR = "-----BEGIN".getBytes(StandardCharsets.US_ASCII);

    /** What age allows before armor. */
    private static final int MAX_WHITE_SPACE = 1024;

    private final EntryStorage storage;
    private boolean replacing;

    VaultImport(EntryStorage storage) {
        this.storage = storage;
    }

    /** Replaces the entries that the vault has already. */
    public VaultImport replacing() {
        replacing = true;
        return this;
    }

    /**
     * What became of the entries.
     *
     * @param imported how many were written
     * @param unchanged how many the vault had already, exactly so
     * @param kept the names of those that the vault has with another content, and that were not written
     * @param problems entries of the vault that are in the way and cannot be opened; they were left as they are
     */
    public record Report(int imported, int unchanged, List<String> kept, List<Vault.Problem> problems) {
        public Report {
            kept = List.copyOf(kept);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Imports the file. Cut off half way it can be run again.
     *
     * @param file an export, binary or armored; a regular file, because it is read twice
     * @param identities any one of them may open it; they stay the caller's
     * @throws StoreException LOCKED when the vault is; DAMAGED when the file is no whole export; REFUSED when it is for
     *     somebody else, of a newer version, or not a regular file; else what stores throw. Only when the vault fails
     *     while it is written has anything been changed
     */
    public Report from(Path file, List<? extends Identity> identities) throws StoreException {
        if (!Files.exists(file)) {
            throw new StoreException(Kind.UNREACHABLE, "there is no file " + file, "");
        }
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    Kind.REFUSED,
                    file + " is not a regular file, and an import reads it twice",
                    "write the export into a file first; it is encrypted");
        }
        try (RememberingIdentity remembering = new RememberingIdentity(identities)) {
            each(file, remembering, entry -> {});
            return write(file, remembering);
        }
    }

    private Report write(Path file, Identity identity) throws StoreException {
        try (UnlockedKeys unlocked = new UnlockedKeys(storage)) {
            Writer writer = new Writer(unlocked);
            each(file, identity, writer);
            storage.reindex(unlocked);
            return new Report(writer.imported, writer.unchanged, writer.kept, writer.problems);
        }
    }

    private static void each(Path file, Identity identity, Taker taker) throws StoreException {
        try (InputStream in = open(file, identity)) {
            ExportReader reader = new ExportReader(in);
            for (Optional<VaultEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                try (var _ = next.get().secret()) {
                    taker.take(next.get());
                }
            }
        } catch (ExportReader.NewerVersionException newer) {
            throw new StoreException(
                    Kind.REFUSED,
                    file + " is an export of a format version that this Coffer does not know",
                    "use the version of Coffer that made it, or a newer one");
        } catch (DamagedException damage) {
            throw Failures.damaged(file, damage, "make the export anew");
        } catch (AgeException unusable) {
            throw unusable(file, unusable);
        } catch (IOException failure) {
            throw Failures.reading(file, failure);
        }
    }

    private static InputStream open(Path file, Identity identity) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            return Age.decryptWith(identity).decrypt(isArmored(in) ? Armor.decode(in) : in);
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    private static boolean isArmored(InputStream in) throws IOException {
        in.mark(MAX_WHITE_SPACE + ARMOR.length);
        byte[] begin = in.readNBytes(MAX_WHITE_SPACE + ARMOR.length);
        in.reset();
        return new String(begin, StandardCharsets.US_ASCII)
                .stripLeading()
                .startsWith(new String(ARMOR, StandardCharsets.US_ASCII));
    }

    private static StoreException unusable(Path file, AgeException why) {
        String text = file + ": " + why.getMessage();
        return switch (why) {
            case AgeException.NoIdentityMatched _ ->
                new StoreException(Kind.REFUSED, text, "give the identity or passphrase that it was made for");
            case AgeException.NotAgeFile _,
                    AgeException.HeaderMalformed _,
                    AgeException.HeaderMacWrong _,
                    AgeException.PayloadDamaged _,
                    AgeException.ArmorMalformed _ -> new StoreException(Kind.DAMAGED, text, "make the export anew");
            default -> new StoreException(Kind.REFUSED, text, "");
        };
    }

    private interface Taker {
        void take(VaultEntry entry) throws StoreException;
    }

    /** Writes the entries into the vault and counts. */
    private final class Writer implements Taker {
        private final UnlockedKeys unlocked;
        private final List<String> kept = new ArrayList<>();
        private final List<Vault.Problem> problems = new ArrayList<>();
        private int imported;
        private int unchanged;

        Writer(UnlockedKeys unlocked) {
            this.unlocked = unlocked;
        }

        @Override
        public void take(VaultEntry entry) throws StoreException {
            if (storage.add(unlocked, entry)) {
                imported++;
                return;
            }
            Path file = storage.file(entry.label().kind(), entry.label().name());
            Optional<VaultEntry> present = present(file);
            if (present.equals(Optional.of(entry))) {
                unchanged++;
            } else if (replacing) {
                storage.write(unlocked, entry);
                imported++;
            } else if (present.isPresent()) {
                kept.add(entry.label().spelling());
            }
            present.ifPresent(other -> other.secret().close());
        }

        private Optional<VaultEntry> present(Path file) throws StoreException {
            try {
                return storage.read(unlocked, file);
            } catch (DamagedException damage) {
                report(new Vault.Problem(file, file + " " + damage.reason()));
            } catch (IOException failure) {
                report(new Vault.Problem(file, Failures.text("read", file, failure)));
            }
            return Optional.empty();
        }

        private void report(Vault.Problem problem) {
            if (!replacing) {
                problems.add(problem);
            }
        }
    }
}
