package dev.coffer.core.tokens;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.X25519Identity;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.platform.files.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The identity that closes the cache's files. It is none of the vault's, so that a locked vault does not matter, and worth
 * nothing without the cache: whoever loses it fetches new tokens.
 */
final class CacheIdentity implements AutoCloseable {
    private static final int MAX_FILE = 1024;
    private static final int KEY_LENGTH = 32;
    private static final String KEY_PURPOSE = "coffer.dev/token-cache/v1/key";
    private static final String HMAC = "HmacSHA256";
    private static final String COMMENT =
            "# The key of Coffer's remembered tokens. May be deleted: they are fetched anew.\n";

    private final X25519Identity identity;

    private CacheIdentity(X25519Identity identity) {
        this.identity = identity;
    }

    /** The identity in the file; empty when there is none that could be trusted. */
    static Optional<CacheIdentity> read(Path file) {
        Optional<byte[]> content;
        try {
            content = PrivateFile.read(file, MAX_FILE);
        } catch (IOException unusable) {
            return Optional.empty();
        }
        return content.flatMap(CacheIdentity::parse);
    }

    /**
     * The identity in the file; a new one in place of none or of a damaged one.
     *
     * @param limit how long to wait for another process that makes one
     * @throws IOException when it cannot be written
     */
    static CacheIdentity ensure(Path file, Duration limit) throws IOException {
        Optional<CacheIdentity> before = read(file);
        if (before.isPresent()) {
            return before.get();
        }
        PrivateFolder.ensure(file.resolveSibling(""));
        try (FileLock _ = FileLock.acquire(file.resolveSibling(file.getFileName() + ".lock"), limit)) {
            Optional<CacheIdentity> meanwhile = read(file);
            return meanwhile.isPresent() ? meanwhile.get() : create(file);
        }
    }

    private static CacheIdentity create(Path file) throws IOException {
        X25519Identity identity = X25519Identity.generate();
        byte[] text = (COMMENT + identity.encode() + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            AtomicFile.writePrivate(file, text);
            return new CacheIdentity(identity);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static Optional<CacheIdentity> parse(byte[] content) {
        String text = new String(content, StandardCharsets.US_ASCII);
        Arrays.fill(content, (byte) 0);
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    return Optional.of(new CacheIdentity(X25519Identity.parse(line)));
                } catch (AgeException damaged) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** A new code (MAC) that only the identity's owner can compute. */
    Mac mac() {
        byte[] key = identity.deriveKey(KEY_PURPOSE, KEY_LENGTH);
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + HMAC, impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The content of a file that only this identity opens. */
    byte[] seal(byte[] content) {
        try {
            return Age.encryptTo(identity.recipient()).encrypt(content);
        } catch (AgeException impossible) {
            throw new IllegalStateException("the recipient of an identity can be encrypted to", impossible);
        }
    }

    /** What {@link #seal} closed; empty when it is damaged or another identity's. */
    Optional<byte[]> open(byte[] file) {
        try {
            return Optional.of(Age.decryptWith(identity).decrypt(file));
        } catch (AgeException damaged) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        identity.close();
    }
}
