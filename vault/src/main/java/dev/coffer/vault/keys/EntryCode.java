package dev.coffer.vault.keys;

import dev.coffer.age.X25519Identity;
import dev.coffer.vault.files.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The code over a file's name and content that only the owner of an identity can make: HMAC-SHA256 under a key that is
 * derived from the identity. It is made over one file, piece by piece, or over many in turn.
 */
public final class EntryCode implements AutoCloseable {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String KEY = "coffer vault entry v1";
    private static final int KEY_LENGTH = 32;

    private final Mac mac;

    private EntryCode(Mac mac) {
        this.mac = mac;
    }

    /** A code of this identity, not begun. */
    static EntryCode of(X25519Identity identity) {
        byte[] key = identity.deriveKey(KEY, KEY_LENGTH);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return new EntryCode(mac);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
        } finally {
            FieldWriter.wipe(key);
        }
    }

    /** A code of this identity, begun for the file of this name. */
    public static EntryCode of(X25519Identity identity, String fileName) {
        EntryCode code = of(identity);
        code.begin(fileName);
        return code;
    }

    void begin(String fileName) {
        mac.reset();
        update((fileName + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** Goes on with a piece of the content. */
    public void update(byte[] content) {
        mac.update(content);
    }

    /** The code. After it, another one can be begun. */
    public byte[] finish() {
        return mac.doFinal();
    }

    /** Drops what was begun. The JDK keeps its copy of the key until the garbage collector takes it. */
    @Override
    public void close() {
        mac.reset();
    }
}
