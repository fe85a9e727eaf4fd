package dev.coffer.vault;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.X25519Recipient;
import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import dev.coffer.vault.keys.KeyRing;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Closes and opens the vault's files with its identity. Anyone who knows the recipient can encrypt to it; so what is
 * encrypted begins with a code (MAC) that only the identity's owner can make, over the file's name and all that follows. A
 * forged file and one that was moved to another name are refused.
 */
final class Seal implements AutoCloseable {
    private static final int MAC_LENGTH = 32;
    private static final int SIZE_CLASS = 256;

    private final KeyRing ring;
    private final List<String> recipients;

    /**
     * Takes the ring over and closes it with itself.
     *
     * @param recipients to the first one files are closed; they are opened whichever they are closed to. All are on the
     *     ring
     */
    Seal(KeyRing ring, List<String> recipients) {
        this.ring = ring;
        this.recipients = List.copyOf(recipients);
    }

    /** The file with the record in it. */
    byte[] close(String fileName, byte[] record) throws StoreException {
        String recipient = recipients.getFirst();
        byte[] box = box(recipient, fileName, record);
        try {
            return Age.encryptTo(X25519Recipient.parse(recipient)).encrypt(box);
        } catch (AgeException impossible) {
            throw new IllegalStateException("the recipient of an identity can be encrypted to", impossible);
        } finally {
            FieldWriter.wipe(box);
        }
    }

    /** The record in the file. */
    byte[] open(String fileName, byte[] file) throws DamagedException, StoreException {
        for (String recipient : recipients) {
            byte[] box;
            try {
                box = Age.decryptWith(ring.identity(recipient)).decrypt(file);
            } catch (AgeException.NoIdentityMatched foreign) {
                continue;
            } catch (AgeException.NoAnswer holder) {
                throw new StoreException(Kind.LOCKED, String.valueOf(holder.getMessage()), "coffer unlock");
            } catch (AgeException damage) {
                throw new DamagedException("is damaged: " + damage.getMessage());
            }
            try {
                return record(recipient, fileName, box);
            } finally {
                FieldWriter.wipe(box);
            }
        }
        throw new DamagedException("is encrypted for another identity");
    }

    @Override
    public void close() {
        ring.close();
    }

    private byte[] box(String recipient, String fileName, byte[] record) throws StoreException {
        int bare = MAC_LENGTH + Integer.BYTES + record.length;
        int padding = (SIZE_CLASS - bare % SIZE_CLASS) % SIZE_CLASS;
        try (FieldWriter body = new FieldWriter()) {
            body.bytes(record);
            body.raw(new byte[padding]);
            byte[] content = body.toBytes();
            try {
                byte[] mac = ring.mac(recipient, fileName, content);
                byte[] box = Arrays.copyOf(mac, MAC_LENGTH + content.length);
                System.arraycopy(content, 0, box, MAC_LENGTH, content.length);
                return box;
            } finally {
                FieldWriter.wipe(content);
            }
        }
    }

    private byte[] record(String recipient, String fileName, byte[] box) throws DamagedException, StoreException {
        if (box.length < MAC_LENGTH) {
            throw new DamagedException("is forged: it holds no seal");
        }
        byte[] content = Arrays.copyOfRange(box, MAC_LENGTH, box.length);
        try {
            if (!MessageDigest.isEqual(ring.mac(recipient, fileName, content), Arrays.copyOf(box, MAC_LENGTH))) {
                throw new DamagedException("is forged, or was moved here from another name");
            }
            return new FieldReader(content).bytes();
        } finally {
            FieldWriter.wipe(content);
        }
    }
}
