package dev.coffer.vault.keys;

import dev.coffer.vault.files.DamagedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that turns the name of an entry into the name of its file. Without it the file names say nothing; with it,
 * and without the identity, one can still tell whether there is an entry.
 */
public final class Locator {
    private static final int KEY_LENGTH = 32;
    private static final int NAME_LENGTH = 20;
    private static final int FINGERPRINT_LENGTH = 16;
    private static final String SUFFIX = ".age";

    private final byte[] key;

    private Locator(byte[] key) {
        this.key = key;
    }

    public static Locator generate() {
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return new Locator(key);
    }

    /** Reads the locator file. */
    public static Locator parse(byte[] file) throws DamagedException {
        String hex = KeyText.onlyLine(file);
        if (hex.length() != 2 * KEY_LENGTH) {
            throw new DamagedException("does not hold a key of 64 hex digits");
        }
        try {
            return new Locator(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException notHex) {
            throw new DamagedException("does not hold a key of 64 hex digits");
        }
    }

    /** The locator file. */
    public byte[] encode() {
        return KeyText.withComment(
                "Coffer's locator: the key behind the names of the vault's files",
                HexFormat.of().formatHex(key));
    }

    /** The name of the file that holds the entry of this kind and name. */
    public String fileName(String kind, String name) {
        byte[] mac = mac(kind + '\0' + name);
        return HexFormat.of().formatHex(mac, 0, NAME_LENGTH) + SUFFIX;
    }

    /** Tells locators apart and says nothing else about them. */
    public String fingerprint() {
        // No entry's name begins so: kinds are other words.
        return HexFormat.of().formatHex(mac("fingerprint\0"), 0, FINGERPRINT_LENGTH);
    }

    /** True for what {@link #fileName} can return. */
    public static boolean isFileName(String text) {
        if (text.length() != 2 * NAME_LENGTH + SUFFIX.length() || !text.endsWith(SUFFIX)) {
            return false;
        }
        for (int i = 0; i < 2 * NAME_LENGTH; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private byte[] mac(String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256 (RFC 2104) of the parts, one after the other. */
    public static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Locator locator && Arrays.equals(key, locator.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "Locator[redacted]";
    }
}
