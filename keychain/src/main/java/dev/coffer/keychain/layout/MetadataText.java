package dev.coffer.keychain.layout;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Metadata as bytes: one line {@code key=value} for each, in the order of the keys, in UTF-8. Control characters, percent
 * and equals signs are written as a percent sign and two hex digits.
 */
public final class MetadataText {
    private static final String HEX = "0123456789ABCDEF";

    private MetadataText() {}

    /** The bytes; none for no metadata. */
    public static byte[] encode(Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(metadata).forEach((key, value) -> {
            escape(key, bytes);
            bytes.write('=');
            escape(value, bytes);
            bytes.write('\n');
        });
        return bytes.toByteArray();
    }

    private static void escape(String text, ByteArrayOutputStream bytes) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if ((b >= 0 && b < ' ') || b == 0x7f || b == '%' || b == '=') {
                bytes.write('%');
                bytes.write(HEX.charAt(b >> 4));
                bytes.write(HEX.charAt(b & 15));
            } else {
                bytes.write(b);
            }
        }
    }

    /** What {@link #encode} made the bytes of; empty when they are something else. */
    public static Optional<Map<String, String>> decode(byte[] bytes) {
        Map<String, String> metadata = new TreeMap<>();
        int start = 0;
        while (start < bytes.length) {
            int end = indexOf(bytes, '\n', start, bytes.length);
            int equals = indexOf(bytes, '=', start, end);
            if (end == bytes.length || equals == end) {
                return Optional.empty();
            }
            Optional<String> key = unescape(bytes, start, equals);
            Optional<String> value = unescape(bytes, equals + 1, end);
            if (key.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            metadata.put(key.get(), value.get());
            start = end + 1;
        }
        return Optional.of(metadata);
    }

    /** Where the character is, or the end when it is not there. */
    private static int indexOf(byte[] bytes, char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    private static Optional<String> unescape(byte[] bytes, int from, int end) {
        byte[] text = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            if (bytes[i] != '%') {
                text[length++] = bytes[i];
                continue;
            }
            int high = i + 2 < end ? HEX.indexOf(bytes[i + 1]) : -1;
            int low = i + 2 < end ? HEX.indexOf(bytes[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            text[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
