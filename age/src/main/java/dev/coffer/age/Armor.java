package dev.coffer.age;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The ASCII armor: an age file as text that survives mail and copying. It is strict PEM (RFC 7468): lines of 64 columns,
 * canonical base64 with padding, no headers. Lines end with LF or CRLF, and white space may stand before and after, up
 * to {@value #MAX_WHITE_SPACE} bytes each.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#ascii-armor">age.md, ASCII armor</a>
 */
public final class Armor {
    static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
    static final String END = "-----END AGE ENCRYPTED FILE-----";
    static final int COLUMNS = 64;
    static final int BYTES_PER_LINE = COLUMNS / 4 * 3;
    static final int MAX_WHITE_SPACE = 1024;

    private Armor() {}

    /** Puts a whole file into armor; lines end with LF. */
    public static byte[] encode(byte[] file) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(file.length / 3 * 4 + file.length / 32 + 100);
        try (OutputStream armor = encode(text)) {
            armor.write(file);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to an array failed", impossible);
        }
        return text.toByteArray();
    }

    /**
     * A stream that puts what is written to it into armor; lines end with LF. {@link OutputStream#close()} writes the
     * end line and closes {@code out} too.
     *
     * @throws IOException if writing fails
     */
    public static OutputStream encode(OutputStream out) throws IOException {
        return new ArmorOutputStream(out);
    }

    /**
     * Takes the armor off a whole file.
     *
     * @throws AgeException.ArmorMalformed if it is not well formed
     */
    public static byte[] decode(byte[] text) throws AgeException.ArmorMalformed {
        try (InputStream armor = decode(new ByteArrayInputStream(text))) {
            return armor.readAllBytes();
        } catch (AgeException.ArmorMalformed malformed) {
            throw malformed;
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from an array failed", impossible);
        }
    }

    /**
     * A stream of the file in the armor. Reading it throws {@link AgeException.ArmorMalformed} where the armor is not
     * well formed. Closing it closes {@code in} too.
     */
    public static InputStream decode(InputStream in) {
        return new ArmorInputStream(new BufferedInputStream(in));
    }
}
