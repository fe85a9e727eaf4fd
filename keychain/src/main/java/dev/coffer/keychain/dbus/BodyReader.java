package dev.coffer.keychain.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the values of a message, one after the other. Whatever does not fit is an exception, never a guess. */
public final class BodyReader {
    /** How deep the specification lets values nest: 32 arrays and 32 structures. */
    private static final int MAX_DEPTH = 64;

    private final ByteBuffer in;

    BodyReader(byte[] bytes, ByteOrder order) {
        in = ByteBuffer.wrap(bytes).order(order);
    }

    /** A byte ({@code y}). */
    public int u8() throws MalformedMessageException {
        return need(1).get() & 0xff;
    }

    /** An unsigned number ({@code u}) that is expected to be small. */
    public int u32() throws MalformedMessageException {
        align(4);
        int value = need(4).getInt();
        if (value < 0) {
            throw new MalformedMessageException("a message holds a number beyond all limits");
        }
        return value;
    }

    /** An unsigned number of 64 bits ({@code t}). */
    public long u64() throws MalformedMessageException {
        align(8);
        return need(8).getLong();
    }

    /** A truth value ({@code b}). */
    public boolean bool() throws MalformedMessageException {
        int value = u32();
        if (value > 1) {
            throw new MalformedMessageException("a message holds a truth value that is neither 0 nor 1");
        }
        return value == 1;
    }

    /** Text or an object path ({@code s}, {@code o}). */
    public String string() throws MalformedMessageException {
        return text(u32());
    }

    /** A signature ({@code g}). */
    public String signature() throws MalformedMessageException {
        return text(u8());
    }

    /** Begins a variant, whose value comes next and must be of this type. */
    public BodyReader variant(String expected) throws MalformedMessageException {
        String signature = signature();
        if (!signature.equals(expected)) {
            throw new MalformedMessageException("a message holds a value of another type than " + expected);
        }
        return this;
    }

    /** Bytes ({@code ay}). */
    public byte[] bytes() throws MalformedMessageException {
        byte[] bytes = new byte[length()];
        in.get(bytes);
        return bytes;
    }

    /** Object paths or strings ({@code ao}, {@code as}). */
    public List<String> strings() throws MalformedMessageException {
        List<String> strings = new ArrayList<>();
        int end = array(4);
        while (before(end)) {
            strings.add(string());
        }
        return strings;
    }

    /** A dictionary of texts ({@code a{ss}}). */
    public Map<String, String> dictionary() throws MalformedMessageException {
        Map<String, String> entries = new HashMap<>();
        int end = array(8);
        while (before(end)) {
            struct();
            String key = string();
            entries.put(key, string());
        }
        return entries;
    }

    /**
     * Begins an array.
     *
     * @param alignment of its elements
     * @return where it ends, for {@link #before}
     */
    public int array(int alignment) throws MalformedMessageException {
        int length = u32();
        align(alignment);
        if (length > in.remaining()) {
            throw new MalformedMessageException("a message holds an array that ends behind the message");
        }
        return in.position() + length;
    }

    /** True while there are elements left. */
    public boolean before(int end) throws MalformedMessageException {
        if (in.position() > end) {
            throw new MalformedMessageException("a message holds an array whose last element ends behind it");
        }
        return in.position() < end;
    }

    /** Begins a structure or a dictionary's entry. */
    public void struct() throws MalformedMessageException {
        align(8);
    }

    /** Passes over values of these types. */
    public void skip(String signature) throws MalformedMessageException {
        int at = 0;
        while (at < signature.length()) {
            at = skipOne(signature, at, 0);
        }
    }

    /** Passes over the value whose type begins there; returns where the next one begins. */
    private int skipOne(String signature, int at, int depth) throws MalformedMessageException {
        if (depth > MAX_DEPTH || at >= signature.length()) {
            throw new MalformedMessageException("a message holds a type that ends too early or nests too deep");
        }
        switch (signature.charAt(at)) {
            case 'y' -> u8();
            case 'n', 'q' -> fixed(2);
            case 'b', 'i', 'u', 'h' -> fixed(4);
            case 'x', 't', 'd' -> fixed(8);
            case 's', 'o' -> string();
            case 'g' -> signature();
            case 'v' -> {
                String inner = signature();
                if (skipOne(inner, 0, depth + 1) != inner.length()) {
                    throw new MalformedMessageException("a message holds a variant of more than one type");
                }
            }
            case 'a' -> {
                int element = at + 1;
                int after = endOfType(signature, element, depth + 1);
                int end = array(alignment(signature.charAt(element)));
                in.position(end);
                return after;
            }
            case '(', '{' -> {
                struct();
                char close = signature.charAt(at) == '(' ? ')' : '}';
                int next = at + 1;
                while (next < signature.length() && signature.charAt(next) != close) {
                    next = skipOne(signature, next, depth + 1);
                }
                if (next >= signature.length()) {
                    throw new MalformedMessageException("a message holds a type that ends too early");
                }
                return next + 1;
            }
            default -> throw new MalformedMessageException("a message holds a type that there is not");
        }
        return at + 1;
    }

    private static int endOfType(String signature, int at, int depth) throws MalformedMessageException {
        if (depth > MAX_DEPTH || at >= signature.length()) {
            throw new MalformedMessageException("a message holds a type that ends too early or nests too deep");
        }
        char type = signature.charAt(at);
        if (type == 'a') {
            return endOfType(signature, at + 1, depth + 1);
        }
        if (type != '(' && type != '{') {
            return at + 1;
        }
        char close = type == '(' ? ')' : '}';
        int next = at + 1;
        while (next < signature.length() && signature.charAt(next) != close) {
            next = endOfType(signature, next, depth + 1);
        }
        if (next >= signature.length()) {
            throw new MalformedMessageException("a message holds a type that ends too early");
        }
        return next + 1;
    }

    private static int alignment(char type) {
        return switch (type) {
            case 'n', 'q' -> 2;
            case 'b', 'i', 'u', 'h', 's', 'o', 'a' -> 4;
            case 'x', 't', 'd', '(', '{' -> 8;
            default -> 1;
        };
    }

    private void fixed(int size) throws MalformedMessageException {
        align(size);
        need(size);
        in.position(in.position() + size);
    }

    private String text(int length) throws MalformedMessageException {
        need(length + 1L);
        ByteBuffer text = in.slice(in.position(), length);
        in.position(in.position() + length);
        if (in.get() != 0) {
            throw new MalformedMessageException("a message holds a text without its end");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException malformed) {
            throw new MalformedMessageException("a message holds a text that is not UTF-8");
        }
    }

    private int length() throws MalformedMessageException {
        int length = u32();
        need(length);
        return length;
    }

    private void align(int size) throws MalformedMessageException {
        int padding = -in.position() & (size - 1);
        need(padding);
        in.position(in.position() + padding);
    }

    private ByteBuffer need(long bytes) throws MalformedMessageException {
        if (in.remaining() < bytes) {
            throw new MalformedMessageException("a message ends too early");
        }
        return in;
    }
}
