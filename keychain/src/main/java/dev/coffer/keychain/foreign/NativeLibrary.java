package dev.coffer.keychain.foreign;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Libraries of the system, loaded for as long as the program runs. The one place for what the JVM restricts. */
@SuppressWarnings("restricted") // the functions and sizes are those of the system's headers
public final class NativeLibrary {
    private final SymbolLookup symbols;

    private NativeLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /**
     * Loads the libraries and binds to them.
     *
     * @param bind looks the functions up
     * @param names names or paths, as the system's loader takes them
     * @throws StoreException {@link Kind#UNREACHABLE} when a library or one of its functions is not there
     */
    public static <T> T bind(Function<NativeLibrary, T> bind, String... names) throws StoreException {
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(names[0], Arena.global());
            for (String name : names) {
                symbols = symbols.or(SymbolLookup.libraryLookup(name, Arena.global()));
            }
            return bind.apply(new NativeLibrary(symbols));
        } catch (IllegalArgumentException | NoSuchElementException missing) {
            throw new StoreException(
                    Kind.UNREACHABLE,
                    "this system lacks a library or a function: " + missing.getMessage(),
                    "choose another keystore: coffer setup --store vault",
                    missing);
        }
    }

    /** A function of the library. */
    public NativeFunction function(String name, FunctionDescriptor type, Linker.Option... options) {
        return new NativeFunction(name, Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type, options));
    }

    /** The address of a variable. */
    public MemorySegment address(String name) {
        return symbols.findOrThrow(name);
    }

    /** The pointer that a variable holds. */
    public MemorySegment pointer(String name) {
        return sized(address(name), ValueLayout.ADDRESS.byteSize()).get(ValueLayout.ADDRESS, 0);
    }

    /** The memory that a pointer from the library points to. */
    public static MemorySegment sized(MemorySegment pointer, long bytes) {
        return pointer.reinterpret(bytes);
    }
}
