package dev.coffer.vault.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads what {@link FieldWriter} wrote, and nothing else: every deviation is damage. */
public final class FieldReader {
    private static final int MAX_NANO = 999_999_999;

    private final ByteBuffer in;

    public FieldReader(byte[] record) {
        in = ByteBuffer.wrap(record);
    }

    public int u8() throws DamagedException {
        need(1);
        return in.get() & 0xff;
    }

    public boolean flag() throws DamagedException {
        int value = u8();
        if (value > 1) {
            throw new DamagedException("has a flag that is neither 0 nor 1");
        }
        return value == 1;
    }

    /** A length or count: at most 2<sup>31</sup>-1. */
    public int u32() throws DamagedException {
        need(Integer.BYTES);
        int value = in.getInt();
        if (value < 0) {
            throw new DamagedException("has a length beyond all limits");
        }
        return value;
    }

    public long i64() throws DamagedException {
        need(Long.BYTES);
        return in.getLong();
    }

    public Instant instant() throws DamagedException {
        long seconds = i64();
        int nanos = u32();
        if (nanos > MAX_NANO) {
            throw new DamagedException("has a time that is none");
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException tooFar) {
            throw new DamagedException("has a time that is none");
        }
    }

    public String text() throws DamagedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new DamagedException("has text that is not UTF-8");
        }
    }

    public byte[] bytes() throws DamagedException {
        return raw(u32());
    }

    public byte[] raw(int length) throws DamagedException {
        need(length);
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    public void end() throws DamagedException {
        if (in.hasRemaining()) {
            throw new DamagedException("has bytes after its end");
        }
    }

    private void need(int bytes) throws DamagedException {
        if (in.remaining() < bytes) {
            throw new DamagedException("ends too early");
        }
    }
}
