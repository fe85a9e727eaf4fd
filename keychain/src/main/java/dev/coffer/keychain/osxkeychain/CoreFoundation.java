package dev.coffer.keychain.osxkeychain;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.coffer.api.Secret;
import dev.coffer.keychain.foreign.NativeFunction;
import dev.coffer.keychain.foreign.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of Apple's CoreFoundation: made of ours, and read. */
final class CoreFoundation {
    private static final MemorySegment DEFAULT_ALLOCATOR = MemorySegment.NULL;
    private static final long NUMBER_SINT32 = 3;

    /** {@code CFRange}: location and length. */
    private static final MemoryLayout RANGE = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);

    /** {@code CFAbsoluteTime} counts from 2001-01-01T00:00:00Z. */
    private static final long EPOCH_SECONDS = 978_307_200;

    private final NativeLibrary library;
    private final NativeFunction release;
    private final NativeFunction typeOf;
    private final NativeFunction stringCreate;
    private final NativeFunction stringLength;
    private final NativeFunction stringCharacters;
    private final NativeFunction dataCreate;
    private final NativeFunction dataLength;
    private final NativeFunction dataBytes;
    private final NativeFunction numberCreate;
    private final NativeFunction numberValue;
    private final NativeFunction dateTime;
    private final NativeFunction dictionaryCreate;
    private final NativeFunction dictionaryValue;
    private final NativeFunction arrayCount;
    private final NativeFunction arrayValue;
    private final long stringType;
    private final long dataType;
    private final long numberType;
    private final long dateType;

    CoreFoundation(NativeLibrary library) {
        this.library = library;
        release = library.function("CFRelease", FunctionDescriptor.ofVoid(ADDRESS));
        typeOf = library.function("CFGetTypeID", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        stringCreate = library.function(
                "CFStringCreateWithCharacters", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        stringLength = library.function("CFStringGetLength", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        stringCharacters =
                library.function("CFStringGetCharacters", FunctionDescriptor.ofVoid(ADDRESS, RANGE, ADDRESS));
        dataCreate = library.function("CFDataCreate", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        dataLength = library.function("CFDataGetLength", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        dataBytes = library.function("CFDataGetBytePtr", FunctionDescriptor.of(ADDRESS, ADDRESS));
        numberCreate = library.function("CFNumberCreate", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
        numberValue =
                library.function("CFNumberGetValue", FunctionDescriptor.of(JAVA_BYTE, ADDRESS, JAVA_LONG, ADDRESS));
        dateTime = library.function("CFDateGetAbsoluteTime", FunctionDescriptor.of(JAVA_DOUBLE, ADDRESS));
        dictionaryCreate = library.function(
                "CFDictionaryCreate",
                FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
        dictionaryValue = library.function("CFDictionaryGetValue", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        arrayCount = library.function("CFArrayGetCount", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        arrayValue = library.function("CFArrayGetValueAtIndex", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG));
        stringType = type("CFString");
        dataType = type("CFData");
        numberType = type("CFNumber");
        dateType = type("CFDate");
    }

    private long type(String name) {
        return library.function(name + "GetTypeID", FunctionDescriptor.of(JAVA_LONG))
                .number();
    }

    /** One of the constants: the object itself. */
    MemorySegment constant(String symbol) {
        return library.pointer(symbol);
    }

    /** Our value as an object that the pool releases. */
    MemorySegment object(Pool pool, Value value) {
        return switch (value) {
            case Value.Text text -> string(pool, text.text());
            case Value.Bytes bytes -> data(pool, bytes.bytes());
            case Value.Int32 number -> {
                MemorySegment memory = pool.arena.allocateFrom(JAVA_INT, number.number());
                yield pool.own(numberCreate.pointer(DEFAULT_ALLOCATOR, NUMBER_SINT32, memory));
            }
            case Value.Constant constant -> constant(constant.symbol());
            case Value.Time time -> throw new IllegalArgumentException("times are the keychain's own: " + time);
        };
    }

    private MemorySegment string(Pool pool, String text) {
        char[] characters = text.toCharArray();
        MemorySegment memory = pool.arena.allocateFrom(JAVA_CHAR, characters);
        return pool.own(stringCreate.pointer(DEFAULT_ALLOCATOR, memory, (long) characters.length));
    }

    private MemorySegment data(Pool pool, Secret secret) {
        byte[] bytes = secret.copyBytes();
        MemorySegment memory = pool.arena.allocateFrom(JAVA_BYTE, bytes);
        Arrays.fill(bytes, (byte) 0);
        MemorySegment data = pool.own(dataCreate.pointer(DEFAULT_ALLOCATOR, memory, (long) bytes.length));
        memory.fill((byte) 0);
        return data;
    }

    /** A dictionary of these keys and values. */
    MemorySegment dictionary(Pool pool, Map<MemorySegment, MemorySegment> entries) {
        MemorySegment keys = pool.arena.allocate(ADDRESS, entries.size());
        MemorySegment values = pool.arena.allocate(ADDRESS, entries.size());
        long count = 0;
        for (Map.Entry<MemorySegment, MemorySegment> entry : entries.entrySet()) {
            keys.setAtIndex(ADDRESS, count, entry.getKey());
            values.setAtIndex(ADDRESS, count, entry.getValue());
            count++;
        }
        return pool.own(dictionaryCreate.pointer(
                DEFAULT_ALLOCATOR,
                keys,
                values,
                count,
                library.address("kCFTypeDictionaryKeyCallBacks"),
                library.address("kCFTypeDictionaryValueCallBacks")));
    }

    /** A value of a dictionary; empty when it has none, or one of a kind that we do not use. */
    Optional<Value> value(MemorySegment dictionary, MemorySegment key) {
        MemorySegment object = dictionaryValue.pointer(dictionary, key);
        if (isNull(object)) {
            return Optional.empty();
        }
        long type = typeOf.number(object);
        if (type == stringType) {
            return Optional.of(new Value.Text(text(object)));
        } else if (type == dataType) {
            return Optional.of(new Value.Bytes(Secret.owning(bytes(object))));
        } else if (type == numberType) {
            return number(object);
        } else if (type == dateType) {
            return Optional.of(new Value.Time(instant(object)));
        }
        return Optional.empty();
    }

    private String text(MemorySegment string) {
        long length = stringLength.number(string);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment range = arena.allocate(RANGE);
            range.setAtIndex(JAVA_LONG, 1, length);
            MemorySegment characters = arena.allocate(JAVA_CHAR, length);
            stringCharacters.run(string, range, characters);
            return new String(characters.toArray(JAVA_CHAR));
        }
    }

    private byte[] bytes(MemorySegment data) {
        long length = dataLength.number(data);
        return NativeLibrary.sized(dataBytes.pointer(data), length).toArray(JAVA_BYTE);
    }

    private Optional<Value> number(MemorySegment number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(JAVA_INT);
            boolean fits = numberValue.truth(number, NUMBER_SINT32, memory);
            return fits ? Optional.of(new Value.Int32(memory.get(JAVA_INT, 0))) : Optional.empty();
        }
    }

    private Instant instant(MemorySegment date) {
        double time = dateTime.real(date);
        double seconds = Math.floor(time);
        return Instant.ofEpochSecond(EPOCH_SECONDS + (long) seconds, (long) ((time - seconds) * 1e9));
    }

    /** The objects in an array, which go when the array goes. */
    List<MemorySegment> elements(MemorySegment array) {
        List<MemorySegment> elements = new ArrayList<>();
        long count = arrayCount.number(array);
        for (long i = 0; i < count; i++) {
            elements.add(arrayValue.pointer(array, i));
        }
        return elements;
    }

    private static boolean isNull(MemorySegment pointer) {
        return pointer.address() == 0;
    }

    /** What belongs to one call: its memory, and objects to be released after it. */
    final class Pool implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final List<MemorySegment> owned = new ArrayList<>();

        /** Takes over an object that the framework made for us. */
        MemorySegment own(MemorySegment object) {
            if (isNull(object)) {
                throw new OutOfMemoryError("the system has no memory for a value");
            }
            owned.add(object);
            return object;
        }

        /** Memory for one pointer, NULL at first. */
        MemorySegment result() {
            return arena.allocate(ADDRESS);
        }

        @Override
        public void close() {
            for (MemorySegment object : owned.reversed()) {
                release.run(object);
            }
            arena.close();
        }
    }
}
