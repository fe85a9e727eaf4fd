package dev.coffer.platform.http;

import java.util.Arrays;

/**
 * Reads the elements of a piece of DER (X.690) one after the other: as much of it as the way to a name needs. Tags of one
 * byte and definite lengths; what is anything else is malformed here, whatever it may be to others.
 */
final class DerReader {
    static final int INTEGER = 0x02;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final int LONG_TAG = 0x1f;
    private static final int LONGEST_LENGTH = 3;

    private final byte[] bytes;
    private final int end;
    private int at;

    DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** What is read is not DER, or not what was expected. */
    static final class MalformedException extends Exception {}

    boolean hasMore() {
        return at < end;
    }

    /** True when an element with that tag comes next. */
    boolean isNext(int tag) {
        return hasMore() && (bytes[at] & 0xff) == tag;
    }

    /** The content of the next element, which has that tag. */
    DerReader enter(int tag) throws MalformedException {
        if (!isNext(tag)) {
            throw new MalformedException();
        }
        return next();
    }

    /** The content of the next element. */
    DerReader next() throws MalformedException {
        if (end - at < 2 || (bytes[at] & LONG_TAG) == LONG_TAG) {
            throw new MalformedException();
        }
        int start = at + 2;
        int length = bytes[at + 1];
        if (length < 0) {
            int count = length & 0x7f;
            if (count == 0 || count > LONGEST_LENGTH || end - start < count) {
                throw new MalformedException();
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | (bytes[start++] & 0xff);
            }
        }
        if (length > end - start) {
            throw new MalformedException();
        }
        at = start + length;
        return new DerReader(bytes, start, at);
    }

    /** The bytes of the next element with its tag and length, which has that tag. */
    byte[] whole(int tag) throws MalformedException {
        int start = at;
        enter(tag);
        return Arrays.copyOfRange(bytes, start, at);
    }

    /** The bytes that are left. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }
}
