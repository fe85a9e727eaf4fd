package dev.coffer.docker.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes compact JSON as Go's default encoder does, byte for byte: {@code <}, {@code >}, {@code &}, U+2028 and U+2029
 * are escaped, the slash and DEL are not, and each byte that is not UTF-8 becomes the six characters {@code \ufffd}.
 *
 * <p>Brackets and names are the caller's to balance. Outgrown buffers are overwritten, since they may hold a secret.
 */
public final class JsonWriter implements AutoCloseable {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[256];
    private int length;
    private boolean needsComma;

    /** A writer that has written nothing. */
    public JsonWriter() {}

    /** Opens an object. */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /** Closes an object. */
    public JsonWriter endObject() {
        return end('}');
    }

    /** Opens a list. */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /** Closes a list. */
    public JsonWriter endArray() {
        return end(']');
    }

    /** The name of the member whose value comes next. */
    public JsonWriter name(String name) {
        string(name);
        put(':');
        needsComma = false;
        return this;
    }

    /** A string. */
    public JsonWriter string(String value) {
        return string(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A string given as the bytes of its UTF-8 form, so that a secret needs no {@code String}. */
    public JsonWriter string(byte[] utf8) {
        comma();
        put('"');
        int i = 0;
        while (i < utf8.length) {
            i += character(utf8, i);
        }
        put('"');
        needsComma = true;
        return this;
    }

    /** {@code true} or {@code false}. */
    public JsonWriter bool(boolean value) {
        return word(value ? "true" : "false");
    }

    /** {@code null}. */
    public JsonWriter nothing() {
        return word("null");
    }

    private JsonWriter word(String word) {
        comma();
        for (int i = 0; i < word.length(); i++) {
            put(word.charAt(i));
        }
        needsComma = true;
        return this;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    @Override
    public String toString() {
        return "JsonWriter[" + length + " bytes]";
    }

    /** Overwrites what was written. */
    @Override
    public void close() {
        Arrays.fill(buffer, (byte) 0);
        length = 0;
    }

    /** The text as a JSON string with its quotes. */
    public static String quote(String text) {
        try (JsonWriter writer = new JsonWriter()) {
            return new String(writer.string(text).toByteArray(), StandardCharsets.UTF_8);
        }
    }

    private JsonWriter begin(char bracket) {
        comma();
        put(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        put(bracket);
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            put(',');
        }
    }

    /** Writes the character that begins at the index, and tells how many bytes it has. */
    private int character(byte[] utf8, int index) {
        int b = utf8[index] & 0xff;
        if (b < 0x80) {
            ascii(b);
            return 1;
        }
        int size = sequenceLength(utf8, index);
        if (size == 0) {
            put('\\', 'u', 'f', 'f', 'f', 'd');
            return 1;
        }
        boolean lineSeparator = b == 0xe2 && utf8[index + 1] == (byte) 0x80 && (utf8[index + 2] & 0xfe) == 0xa8;
        if (lineSeparator) {
            put('\\', 'u', '2', '0', '2', (utf8[index + 2] & 1) == 0 ? '8' : '9');
        } else {
            for (int i = index; i < index + size; i++) {
                put(utf8[i]);
            }
        }
        return size;
    }

    private void ascii(int b) {
        switch (b) {
            case '"', '\\' -> put('\\', b);
            case '\n' -> put('\\', 'n');
            case '\r' -> put('\\', 'r');
            case '\t' -> put('\\', 't');
            case '\b' -> put('\\', 'b');
            case '\f' -> put('\\', 'f');
            default -> {
                if (b < ' ' || b == '<' || b == '>' || b == '&') {
                    put('\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]);
                } else {
                    put(b);
                }
            }
        }
    }

    /** Length of the well-formed UTF-8 sequence (RFC 3629) of two bytes or more at the index; 0 when it is none. */
    private static int sequenceLength(byte[] utf8, int index) {
        int first = utf8[index] & 0xff;
        int size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (size == 0 || index + size > utf8.length) {
            return 0;
        }
        for (int i = index + 1; i < index + size; i++) {
            if ((utf8[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = utf8[index + 1] & 0xff;
        boolean overlongOrSurrogateOrTooHigh = (first == 0xe0 && second < 0xa0)
                || (first == 0xed && second >= 0xa0)
                || (first == 0xf0 && second < 0x90)
                || (first == 0xf4 && second >= 0x90);
        return overlongOrSurrogateOrTooHigh ? 0 : size;
    }

    private void put(int... bytes) {
        for (int b : bytes) {
            put(b);
        }
    }

    private void put(int b) {
        if (length == buffer.length) {
            byte[] larger = Arrays.copyOf(buffer, length * 2);
            Arrays.fill(buffer, (byte) 0);
            buffer = larger;
        }
        buffer[length++] = (byte) b;
    }
}
