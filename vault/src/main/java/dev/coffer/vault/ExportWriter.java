package dev.coffer.vault;

import dev.coffer.vault.files.FieldWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the plaintext of an export, one entry after the other; {@code docs/vault-format.md} has it byte for byte. */
final class ExportWriter {
    /** The first line of the plaintext. */
    static final String HEAD = "coffer-export 1\n";

    /** The byte before an entry. */
    static final int ENTRY = 1;

    /** The byte before the number of entries. */
    static final int END = 0;

    private final OutputStream out;
    private int count;

    /** Writes the first line. */
    ExportWriter(OutputStream out) throws IOException {
        this.out = out;
        out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
    }

    void entry(VaultEntry entry) throws IOException {
        byte[] record = entry.encode();
        try (FieldWriter fields = new FieldWriter()) {
            fields.u8(ENTRY);
            fields.bytes(record);
            write(fields);
            count++;
        } finally {
            FieldWriter.wipe(record);
        }
    }

    /** Says that this was all. */
    void end() throws IOException {
        try (FieldWriter fields = new FieldWriter()) {
            fields.u8(END);
            fields.u32(count);
            write(fields);
        }
    }

    /** The number of entries so far. */
    int count() {
        return count;
    }

    private void write(FieldWriter fields) throws IOException {
        byte[] bytes = fields.toBytes();
        try {
            out.write(bytes);
        } finally {
            FieldWriter.wipe(bytes);
        }
    }
}
