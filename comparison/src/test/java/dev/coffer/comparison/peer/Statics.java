package dev.coffer.comparison.peer;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** What a tool remembers for its process's life and would not know in a new one. */
final class Statics {
    private Statics() {}

    /** A private static field's value. */
    static Object get(Class<?> type, String field) throws ReflectiveOperationException {
        return get(type, null, field);
    }

    /** A private field's value. */
    static Object get(Class<?> type, @Nullable Object owner, String field) throws ReflectiveOperationException {
        return opened(type, field).get(owner);
    }

    /** Sets a private field to null; without an owner, a static one. */
    static void forget(Class<?> type, @Nullable Object owner, String field) throws ReflectiveOperationException {
        opened(type, field).set(owner, null);
    }

    /** Sets a private field to false. */
    static void reset(Class<?> type, Object owner, String field) throws ReflectiveOperationException {
        opened(type, field).setBoolean(owner, false);
    }

    private static Field opened(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
