package dev.coffer.age;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;

/**
 * The text before the payload: the wrapped file keys and a MAC.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#header">age.md, header</a>
 */
final class Header {
    static final String FAMILY = "age-encryption.org/";
    static final String FIRST_LINE = FAMILY + "v1";
    static final String STANZA_START = "-> ";
    static final String END_START = "---";
    static final int COLUMNS = 64;
    static final int MAC_LENGTH = 32;

    private final List<Stanza> stanzas;
    private final byte[] text;
    private final byte[] mac;
    private final int length;

    /**
     * Takes the arrays themselves.
     *
     * @param text what the MAC covers: everything up to and including the dashes
     * @param length of the whole header in its file, in bytes
     */
    Header(List<Stanza> stanzas, byte[] text, byte[] mac, int length) {
        this.stanzas = stanzas;
        this.text = text;
        this.mac = mac;
        this.length = length;
    }

    int length() {
        return length;
    }

    List<Stanza> stanzas() {
        return stanzas;
    }

    /** Compares in constant time. */
    void verify(FileKey fileKey) throws AgeException.HeaderMacWrong {
        if (!MessageDigest.isEqual(mac(fileKey, text), mac)) {
            throw new AgeException.HeaderMacWrong();
        }
    }

    /** A whole header as it stands in a file. */
    static byte[] write(List<Stanza> stanzas, FileKey fileKey) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256 * stanzas.size() + 128);
        text.writeBytes(ascii(FIRST_LINE + "\n"));
        for (Stanza stanza : stanzas) {
            text.writeBytes(StanzaText.of(stanza));
        }
        text.writeBytes(ascii(END_START));
        byte[] mac = mac(fileKey, text.toByteArray());
        text.writeBytes(ascii(" " + CanonicalBase64.UNPADDED.encode(mac) + "\n"));
        return text.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] mac(FileKey fileKey, byte[] text) {
        try (WipeableKey key = fileKey.derive(Hkdf.NO_SALT, "header")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime cannot do HmacSHA256", impossible);
        }
    }
}
