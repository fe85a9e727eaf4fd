package dev.coffer.keychain.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes values as a message holds them: little-endian, each aligned to its size. */
public final class BodyWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /** A byte ({@code y}). */
    public BodyWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** An unsigned number ({@code u}). */
    public BodyWriter u32(int value) {
        align(4);
        room(4).putInt(value);
        return this;
    }

    /** A truth value ({@code b}). */
    public BodyWriter bool(boolean value) {
        return u32(value ? 1 : 0);
    }

    /** Text or an object path ({@code s}, {@code o}). It must not hold NUL. */
    public BodyWriter string(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("D-Bus has no strings with NUL");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        u32(bytes.length);
        room(bytes.length + 1).put(bytes).put((byte) 0);
        return this;
    }

    /** A signature ({@code g}). */
    public BodyWriter signature(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        u8(bytes.length);
        room(bytes.length + 1).put(bytes).put((byte) 0);
        return this;
    }

    /** Bytes ({@code ay}). */
    public BodyWriter bytes(byte[] bytes) {
        u32(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    /** Object paths ({@code ao}) or strings ({@code as}). */
    public BodyWriter strings(Iterable<String> texts) {
        return array(4, () -> {
            for (String text : texts) {
                string(text);
            }
        });
    }

    /** A dictionary of texts ({@code a{ss}}). */
    public BodyWriter dictionary(Map<String, String> entries) {
        return array(
                8, () -> entries.forEach((key, value) -> struct().string(key).string(value)));
    }

    /** An array.
     *
     * @param alignment of its elements
     * @param elements writes them
     */
    public BodyWriter array(int alignment, Runnable elements) {
        u32(0);
        int length = buffer.position() - 4;
        align(alignment);
        int start = buffer.position();
        elements.run();
        buffer.putInt(length, buffer.position() - start);
        return this;
    }

    /** Begins a structure or a dictionary's entry. */
    public BodyWriter struct() {
        align(8);
        return this;
    }

    /** What was written; the writer keeps no copy. */
    public byte[] toByteArray() {
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        buffer.clear();
        return bytes;
    }

    private void align(int size) {
        int padding = -buffer.position() & (size - 1);
        room(padding).put(new byte[padding]);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            byte[] old = buffer.array();
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * old.length, buffer.position() + bytes))
                    .order(ByteOrder.LITTLE_ENDIAN);
            larger.put(old, 0, buffer.position());
            Arrays.fill(old, (byte) 0);
            buffer = larger;
        }
        return buffer;
    }
}
