package dev.coffer.kubernetes.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes compact JSON with the escapes of Go's default encoder: {@code <}, {@code >}, {@code &}, U+2028 and U+2029 as
 * {@code \}{@code uNNNN}, everything else from the space on as it is. Brackets and commas are the caller's to balance.
 * The buffers are overwritten when it is closed.
 */
final class GoJson implements AutoCloseable {
    private static final String HEX = "0123456789abcdef";
    private final WipedBuffer buffer = new WipedBuffer();

    /** Structure, taken as it is. */
    GoJson raw(String ascii) {
        buffer.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** A member's name and its colon. */
    GoJson name(String name) {
        return string(name.getBytes(StandardCharsets.UTF_8)).raw(":");
    }

    /** A string given as UTF-8, which must be well formed. */
    GoJson string(byte[] utf8) {
        buffer.write('"');
        for (int i = 0; i < utf8.length; i++) {
            if (isSeparator(utf8, i)) {
                raw("\\u202").raw(utf8[i + 2] == (byte) 0xa8 ? "8" : "9");
                i += 2;
            } else {
                character(utf8[i]);
            }
        }
        buffer.write('"');
        return this;
    }

    /** U+2028 and U+2029, which JavaScript once took for the end of a line. */
    private static boolean isSeparator(byte[] utf8, int at) {
        return utf8[at] == (byte) 0xe2
                && at + 2 < utf8.length
                && utf8[at + 1] == (byte) 0x80
                && (utf8[at + 2] == (byte) 0xa8 || utf8[at + 2] == (byte) 0xa9);
    }

    private void character(byte unit) {
        switch (unit) {
            case '"' -> raw("\\\"");
            case '\\' -> raw("\\\\");
            case '\b' -> raw("\\b");
            case '\f' -> raw("\\f");
            case '\n' -> raw("\\n");
            case '\r' -> raw("\\r");
            case '\t' -> raw("\\t");
            case '<', '>', '&' -> unicode(unit);
            default -> {
                if (unit >= 0 && unit < ' ') {
                    unicode(unit);
                } else {
                    buffer.write(unit);
                }
            }
        }
    }

    private void unicode(byte unit) {
        raw("\\u00");
        buffer.write(HEX.charAt(unit >> 4));
        buffer.write(HEX.charAt(unit & 0xf));
    }

    byte[] toBytes() {
        return buffer.toByteArray();
    }

    @Override
    public void close() {
        buffer.wipe();
    }

    private static final class WipedBuffer extends ByteArrayOutputStream {
        WipedBuffer() {
            // A large one, since what it outgrows cannot be overwritten.
            super(16 * 1024);
        }

        void wipe() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
