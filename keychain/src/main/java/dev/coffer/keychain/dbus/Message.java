package dev.coffer.keychain.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A message that came over the bus. Header fields that it did not have are empty.
 *
 * @param type one of {@link #CALL}, {@link #RETURN}, {@link #ERROR}, {@link #SIGNAL}, or one that is to be ignored
 * @param replySerial the number of the call that this answers; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Message(
        int type,
        int replySerial,
        String path,
        String interfaceName,
        String member,
        String errorName,
        String sender,
        String signature,
        byte[] body,
        ByteOrder order) {
    static final int CALL = 1;
    static final int RETURN = 2;
    static final int ERROR = 3;
    static final int SIGNAL = 4;

    static final int NO_AUTO_START = 2;
    static final int VERSION = 1;

    static final int PATH = 1;
    static final int INTERFACE = 2;
    static final int MEMBER = 3;
    static final int ERROR_NAME = 4;
    static final int REPLY_SERIAL = 5;
    static final int DESTINATION = 6;
    static final int SENDER = 7;
    static final int SIGNATURE = 8;

    /** The part whose length is always the same. */
    static final int FIXED_LENGTH = 16;

    /** The greatest length of a message that we take: the specification's own bound is 128 MiB. */
    static final int MAX_LENGTH = 32 << 20;

    /** The number of bytes that follow the fixed part. */
    static int lengthOfRest(byte[] fixed) throws MalformedMessageException {
        ByteBuffer header = ByteBuffer.wrap(fixed).order(order(fixed));
        if (header.get(3) != VERSION) {
            throw new MalformedMessageException("a message is of another protocol version");
        }
        long body = Integer.toUnsignedLong(header.getInt(4));
        long fields = Integer.toUnsignedLong(header.getInt(12));
        long rest = ((fields + 7) & ~7L) + body;
        if (rest > MAX_LENGTH) {
            throw new MalformedMessageException("a message is longer than " + MAX_LENGTH + " bytes");
        }
        return (int) rest;
    }

    static Message parse(byte[] fixed, byte[] rest) throws MalformedMessageException {
        ByteOrder order = order(fixed);
        int fieldsLength = ByteBuffer.wrap(fixed).order(order).getInt(12);
        int bodyStart = (fieldsLength + 7) & ~7;
        // The fields are an array whose length is the last number of the fixed part.
        byte[] fields = new byte[8 + fieldsLength];
        System.arraycopy(fixed, 12, fields, 4, 4);
        System.arraycopy(rest, 0, fields, 8, fieldsLength);
        BodyReader reader = new BodyReader(fields, order);
        reader.u32();
        int end = reader.array(8);

        int replySerial = 0;
        String[] texts = new String[SIGNATURE + 1];
        Arrays.fill(texts, "");
        while (reader.before(end)) {
            reader.struct();
            int code = reader.u8();
            switch (code) {
                case PATH -> {
                    reader.variant("o");
                    texts[code] = reader.string();
                }
                case INTERFACE, MEMBER, ERROR_NAME, DESTINATION, SENDER -> {
                    reader.variant("s");
                    texts[code] = reader.string();
                }
                case REPLY_SERIAL -> {
                    reader.variant("u");
                    replySerial = reader.u32();
                }
                case SIGNATURE -> {
                    reader.variant("g");
                    texts[code] = reader.signature();
                }
                default -> reader.skip("v");
            }
        }
        byte[] body = Arrays.copyOfRange(rest, bodyStart, rest.length);
        return new Message(
                fixed[1],
                replySerial,
                texts[PATH],
                texts[INTERFACE],
                texts[MEMBER],
                texts[ERROR_NAME],
                texts[SENDER],
                texts[SIGNATURE],
                body,
                order);
    }

    /** The values of the body, when they are of these types. */
    BodyReader body(String expected) throws MalformedMessageException {
        if (!signature.equals(expected)) {
            throw new MalformedMessageException("an answer is not of the types that were expected: " + expected);
        }
        return new BodyReader(body, order);
    }

    private static ByteOrder order(byte[] fixed) throws MalformedMessageException {
        return switch (fixed[0]) {
            case 'l' -> ByteOrder.LITTLE_ENDIAN;
            case 'B' -> ByteOrder.BIG_ENDIAN;
            default -> throw new MalformedMessageException("what came over the bus is no message of D-Bus");
        };
    }
}
