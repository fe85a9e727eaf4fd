package dev.coffer.vault;

import dev.coffer.api.SecretId;
import dev.coffer.api.ServerAddress;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what {@link ExportWriter} wrote, one entry at a time, and nothing that this vault could not have held. */
final class ExportReader {
    private static final String FAMILY = "coffer-export ";
    private static final int MAX_RECORD = VaultEntry.MAX_SECRET + VaultEntry.MAX_LABEL;

    private final InputStream in;
    private int count;
    private boolean ended;

    /**
     * Reads the first line.
     *
     * @throws NewerVersionException when it names another version
     * @throws DamagedException when it is no export's
     */
    ExportReader(InputStream in) throws IOException, DamagedException, NewerVersionException {
        this.in = in;
        String head = new String(in.readNBytes(ExportWriter.HEAD.length()), StandardCharsets.US_ASCII);
        if (!head.startsWith(FAMILY)) {
            throw new DamagedException("is not the export of a vault");
        }
        if (!ExportWriter.HEAD.startsWith(head)) {
            throw new NewerVersionException();
        }
        if (head.length() < ExportWriter.HEAD.length()) {
            throw tooEarly();
        }
    }

    /** The export is of a version of the format that this program does not know. */
    static final class NewerVersionException extends Exception {}

    /** The next entry, whose secret the caller closes; empty when the end was reached, and nothing follows it. */
    Optional<VaultEntry> next() throws IOException, DamagedException {
        if (ended) {
            return Optional.empty();
        }
        int tag = in.read();
        switch (tag) {
            case ExportWriter.ENTRY -> {
                VaultEntry entry = entry();
                count++;
                return Optional.of(entry);
            }
            case ExportWriter.END -> {
                end();
                return Optional.empty();
            }
            case -1 -> throw tooEarly();
            default -> throw new DamagedException("has something that is neither an entry nor the end");
        }
    }

    private VaultEntry entry() throws IOException, DamagedException {
        int length = u32();
        if (length > MAX_RECORD) {
            throw new DamagedException("has an entry that is longer than any can be");
        }
        byte[] record = exactly(length);
        VaultEntry entry;
        try {
            entry = VaultEntry.decode(record);
        } finally {
            FieldWriter.wipe(record);
        }
        try {
            requirePossible(entry, length);
            return entry;
        } catch (DamagedException damage) {
            entry.secret().close();
            throw damage;
        }
    }

    /** Also what a look-up could never ask for, or a list could not show. */
    private static void requirePossible(VaultEntry entry, int length) throws DamagedException {
        int secret = entry.secret().length();
        if (secret > VaultEntry.MAX_SECRET || length - secret > VaultEntry.MAX_LABEL) {
            throw new DamagedException("has an entry that is longer than any can be");
        }
        if (!isPossible(entry.label())) {
            throw new DamagedException("has an entry whose name is none");
        }
    }

    private static boolean isPossible(Label label) {
        try {
            return switch (label.kind()) {
                case CREDENTIAL ->
                    ServerAddress.parse(label.spelling()).identity().equals(label.name());
                case SECRET -> new SecretId(label.name()).value().equals(label.spelling());
            };
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    private void end() throws IOException, DamagedException {
        if (u32() != count) {
            throw new DamagedException("does not hold as many entries as it says");
        }
        if (in.read() >= 0) {
            throw new DamagedException("has bytes after its end");
        }
        ended = true;
    }

    private int u32() throws IOException, DamagedException {
        return new FieldReader(exactly(Integer.BYTES)).u32();
    }

    private byte[] exactly(int length) throws IOException, DamagedException {
        byte[] bytes = new byte[length];
        if (in.readNBytes(bytes, 0, length) < length) {
            FieldWriter.wipe(bytes);
            throw tooEarly();
        }
        return bytes;
    }

    private static DamagedException tooEarly() {
        return new DamagedException("ends too early");
    }
}
