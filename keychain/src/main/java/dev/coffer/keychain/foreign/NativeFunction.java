package dev.coffer.keychain.foreign;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** A function of a library. The arguments must have exactly the types that it was bound with. */
public final class NativeFunction {
    private final String name;
    private final MethodHandle handle;

    NativeFunction(String name, MethodHandle handle) {
        this.name = name;
        int count = handle.type().parameterCount();
        this.handle = handle.asType(MethodType.genericMethodType(count)).asSpreader(Object[].class, count);
    }

    /** Calls a function that returns a pointer. */
    public MemorySegment pointer(Object... arguments) {
        return (MemorySegment) call(arguments);
    }

    /** Calls a function that returns 64 bits. */
    public long number(Object... arguments) {
        return (long) call(arguments);
    }

    /** Calls a function that returns 32 bits. */
    public int integer(Object... arguments) {
        return (int) call(arguments);
    }

    /** Calls a function that returns a byte, zero for false. */
    public boolean truth(Object... arguments) {
        return (byte) call(arguments) != 0;
    }

    /** Calls a function that returns a floating-point number. */
    public double real(Object... arguments) {
        return (double) call(arguments);
    }

    /** Calls a function whose result, if it has one, nobody needs. */
    public void run(Object... arguments) {
        Object ignored = call(arguments);
    }

    private Object call(Object... arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (Throwable impossible) {
            throw new IllegalStateException("the call of " + name + " failed in the JVM", impossible);
        }
    }
}
