package dev.coffer.vault;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.X25519Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Closes and opens the vault's files with its identity. Anyone who knows the recipient can encrypt to it; so what is
 * encrypted begins with a code (MAC) that only the identity's owner can make, over the file's name and all that follows. A
 * forged file and one that was moved to another name are refused.
 */
final class Seal implements AutoCloseable {
    private static final String MAC_KEY = "coffer vault entry v1";
    private static final int MAC_LENGTH = 32;
    private static final int SIZE_CLASS = 256;

    private final X25519Identity identity;
    private final byte[] macKey;

    private Seal(X25519Identity identity, byte[] macKey) {
        this.identity = identity;
        this.macKey = macKey;
    }

    /** Takes the identity over and closes it with itself. */
    static Seal of(X25519Identity identity) {
        return new Seal(identity, identity.deriveKey(MAC_KEY, MAC_LENGTH));
    }

    /** The recipient that the files are encrypted to. */
    String recipient() {
        return identity.recipient().toString();
    }

    /** The file with the record in it. */
    byte[] close(String fileName, byte[] record) {
        byte[] box = box(fileName, record);
        try {
            return Age.encryptTo(identity.recipient()).encrypt(box);
        } catch (AgeException impossible) {
            throw new IllegalStateException("the recipient of an identity can be encrypted to", impossible);
        } finally {
            FieldWriter.wipe(box);
        }
    }

    /** The record in the file. */
    byte[] open(String fileName, byte[] file) throws DamagedException {
        byte[] box;
        try {
            box = Age.decryptWith(identity).decrypt(file);
        } catch (AgeException.NoIdentityMatched foreign) {
            throw new DamagedException("is encrypted for another identity");
        } catch (AgeException damage) {
            throw new DamagedException("is damaged: " + damage.getMessage());
        }
        try {
            return record(fileName, box);
        } finally {
            FieldWriter.wipe(box);
        }
    }

    @Override
    public void close() {
        FieldWriter.wipe(macKey);
        identity.close();
    }

    private byte[] box(String fileName, byte[] record) {
        int bare = MAC_LENGTH + Integer.BYTES + record.length;
        int padding = (SIZE_CLASS - bare % SIZE_CLASS) % SIZE_CLASS;
        try (FieldWriter body = new FieldWriter()) {
            body.bytes(record);
            body.raw(new byte[padding]);
            byte[] content = body.toBytes();
            byte[] mac = mac(fileName, content);
            byte[] box = Arrays.copyOf(mac, MAC_LENGTH + content.length);
            System.arraycopy(content, 0, box, MAC_LENGTH, content.length);
            FieldWriter.wipe(content);
            return box;
        }
    }

    private byte[] record(String fileName, byte[] box) throws DamagedException {
        if (box.length < MAC_LENGTH) {
            throw new DamagedException("is forged: it holds no seal");
        }
        byte[] content = Arrays.copyOfRange(box, MAC_LENGTH, box.length);
        try {
            if (!MessageDigest.isEqual(mac(fileName, content), Arrays.copyOf(box, MAC_LENGTH))) {
                throw new DamagedException("is forged, or was moved here from another name");
            }
            return new FieldReader(content).bytes();
        } finally {
            FieldWriter.wipe(content);
        }
    }

    private byte[] mac(String fileName, byte[] content) {
        return Locator.hmac(macKey, (fileName + '\0').getBytes(StandardCharsets.UTF_8), content);
    }
}
