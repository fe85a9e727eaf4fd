package dev.coffer.keychain.wincred;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.coffer.keychain.foreign.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code CREDENTIALW} of {@code wincred.h} in memory, as a 64-bit Windows lays it out; texts are UTF-16 with a NUL at
 * the end.
 */
record CredentialStruct(MemorySegment memory) {
    private static final long TYPE = 4;
    private static final long TARGET_NAME = 8;
    private static final long COMMENT = 16;
    private static final long LAST_WRITTEN_LOW = 24;
    private static final long LAST_WRITTEN_HIGH = 28;
    private static final long BLOB_SIZE = 32;
    private static final long BLOB = 40;
    private static final long PERSIST = 48;
    private static final long ATTRIBUTE_COUNT = 52;
    private static final long ATTRIBUTES = 56;
    private static final long TARGET_ALIAS = 64;
    private static final long USER_NAME = 72;
    private static final long SIZE = 80;

    private static final long KEYWORD = 0;
    private static final long VALUE_SIZE = 12;
    private static final long VALUE = 16;
    private static final long ATTRIBUTE_SIZE = 24;

    /** The longest text that Windows keeps, {@code CRED_MAX_GENERIC_TARGET_NAME_LENGTH}, in characters. */
    private static final int MAX_TEXT = 32_767;

    /** The one that Windows wrote there. */
    static CredentialStruct at(MemorySegment pointer) {
        return new CredentialStruct(NativeLibrary.sized(pointer, SIZE));
    }

    /** One to be written. */
    static MemorySegment of(Arena arena, WinCredential credential, MemorySegment blob, int type, int persist) {
        MemorySegment memory = arena.allocate(SIZE, ADDRESS.byteAlignment());
        memory.set(JAVA_INT, TYPE, type);
        memory.set(ADDRESS, TARGET_NAME, text(arena, credential.target()));
        memory.set(ADDRESS, COMMENT, text(arena, ""));
        memory.set(JAVA_INT, BLOB_SIZE, (int) blob.byteSize());
        memory.set(ADDRESS, BLOB, blob);
        memory.set(JAVA_INT, PERSIST, persist);
        memory.set(JAVA_INT, ATTRIBUTE_COUNT, credential.attributes().size());
        memory.set(ADDRESS, ATTRIBUTES, attributes(arena, credential.attributes()));
        memory.set(ADDRESS, TARGET_ALIAS, text(arena, ""));
        memory.set(ADDRESS, USER_NAME, text(arena, credential.username()));
        return memory;
    }

    private static MemorySegment attributes(Arena arena, Map<String, byte[]> attributes) {
        MemorySegment memory = arena.allocate(ATTRIBUTE_SIZE * attributes.size(), ADDRESS.byteAlignment());
        long at = 0;
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            memory.set(ADDRESS, at + KEYWORD, text(arena, attribute.getKey()));
            memory.set(JAVA_INT, at + VALUE_SIZE, attribute.getValue().length);
            memory.set(ADDRESS, at + VALUE, arena.allocateFrom(JAVA_BYTE, attribute.getValue()));
            at += ATTRIBUTE_SIZE;
        }
        return memory;
    }

    /** A text for Windows. */
    static MemorySegment text(Arena arena, String text) {
        MemorySegment memory = arena.allocate(JAVA_CHAR, text.length() + 1L);
        MemorySegment.copy(text.toCharArray(), 0, memory, JAVA_CHAR, 0, text.length());
        return memory;
    }

    int type() {
        return memory.get(JAVA_INT, TYPE);
    }

    MemorySegment blob() {
        return bytes(memory, BLOB, memory.get(JAVA_INT, BLOB_SIZE));
    }

    WinCredential credential() {
        Map<String, byte[]> attributes = new TreeMap<>();
        int count = memory.get(JAVA_INT, ATTRIBUTE_COUNT);
        MemorySegment list = bytes(memory, ATTRIBUTES, (int) ATTRIBUTE_SIZE * count);
        for (long at = 0; at < list.byteSize(); at += ATTRIBUTE_SIZE) {
            attributes.put(
                    text(list, at + KEYWORD),
                    bytes(list, at + VALUE, list.get(JAVA_INT, at + VALUE_SIZE)).toArray(JAVA_BYTE));
        }
        long written = (long) memory.get(JAVA_INT, LAST_WRITTEN_HIGH) << 32
                | Integer.toUnsignedLong(memory.get(JAVA_INT, LAST_WRITTEN_LOW));
        return new WinCredential(text(memory, TARGET_NAME), text(memory, USER_NAME), attributes, written);
    }

    /** The bytes that a pointer in the memory points to; none for NULL. */
    private static MemorySegment bytes(MemorySegment memory, long offset, int size) {
        MemorySegment pointer = memory.get(ADDRESS, offset);
        return NativeLibrary.sized(pointer, pointer.address() == 0 ? 0 : size);
    }

    /** The text that a pointer in the memory points to; empty for NULL. */
    private static String text(MemorySegment memory, long offset) {
        MemorySegment characters = bytes(memory, offset, 2 * (MAX_TEXT + 1));
        StringBuilder text = new StringBuilder();
        for (long i = 0; i < characters.byteSize(); i += 2) {
            char c = characters.get(JAVA_CHAR_UNALIGNED, i);
            if (c == 0) {
                break;
            }
            text.append(c);
        }
        return text.toString();
    }
}
