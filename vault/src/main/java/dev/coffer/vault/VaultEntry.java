package dev.coffer.vault;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import java.nio.file.Path;
import java.time.Instant;

/** An entry of the vault in clear. */
record VaultEntry(Label label, Instant storedAt, Secret secret) {
    /** The greatest length of a secret, in bytes. */
    static final int MAX_SECRET = 1 << 20;

    /** The greatest length of an entry's file, in bytes. */
    static final int MAX_FILE = MAX_SECRET + (1 << 16);

    /** The greatest length of a record without its secret, in bytes; leaves room in the file for seal and padding. */
    static final int MAX_LABEL = 1 << 15;

    private static final int VERSION = 1;

    /** The content of the entry's file. */
    byte[] seal(Seal seal, Path file) throws StoreException {
        byte[] record = encode();
        try {
            if (secret.length() > MAX_SECRET) {
                throw new StoreException(Kind.REFUSED, "the secret is longer than " + MAX_SECRET + " bytes", "");
            }
            if (record.length - secret.length() > MAX_LABEL) {
                throw new StoreException(
                        Kind.REFUSED, "the names and metadata are longer than " + MAX_LABEL + " bytes", "");
            }
            return seal.close(String.valueOf(file.getFileName()), record);
        } finally {
            FieldWriter.wipe(record);
        }
    }

    /** Opens the content of an entry's file. */
    static VaultEntry open(Seal seal, Path file, byte[] content) throws DamagedException, StoreException {
        byte[] record = seal.open(String.valueOf(file.getFileName()), content);
        try {
            return decode(record);
        } finally {
            FieldWriter.wipe(record);
        }
    }

    /** The record that is sealed. */
    byte[] encode() {
        try (FieldWriter out = new FieldWriter()) {
            out.u8(VERSION);
            label.writeTo(out);
            out.instant(storedAt);
            byte[] bytes = secret.copyBytes();
            out.bytes(bytes);
            FieldWriter.wipe(bytes);
            return out.toBytes();
        }
    }

    /** Reads the record. */
    static VaultEntry decode(byte[] record) throws DamagedException {
        FieldReader in = new FieldReader(record);
        int version = in.u8();
        if (version != VERSION) {
            throw new DamagedException("is of version " + version + ", which this Coffer does not know");
        }
        Label label = Label.readFrom(in);
        Instant storedAt = in.instant();
        byte[] secret = in.bytes();
        in.end();
        return new VaultEntry(label, storedAt, Secret.owning(secret));
    }
}
