package dev.coffer.vault.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes the fields of a record: big-endian numbers, byte strings after their length. Wipes what it held. */
public final class FieldWriter implements AutoCloseable {
    private byte[] buffer = new byte[512];
    private int length;

    public void u8(int value) {
        room(1);
        buffer[length++] = (byte) value;
    }

    public void flag(boolean value) {
        u8(value ? 1 : 0);
    }

    public void u32(int value) {
        room(Integer.BYTES);
        ByteBuffer.wrap(buffer).putInt(length, value);
        length += Integer.BYTES;
    }

    public void i64(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(buffer).putLong(length, value);
        length += Long.BYTES;
    }

    public void instant(Instant value) {
        i64(value.getEpochSecond());
        u32(value.getNano());
    }

    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public void bytes(byte[] value) {
        u32(value.length);
        raw(value);
    }

    /** Bytes whose length the reader knows. */
    public void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    @Override
    public void close() {
        wipe(buffer);
    }

    public static void wipe(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
    }

    private void room(int needed) {
        if (buffer.length - length < needed) {
            byte[] former = buffer;
            buffer = Arrays.copyOf(former, Math.max(2 * former.length, length + needed));
            wipe(former);
        }
    }
}
