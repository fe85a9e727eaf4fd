package dev.coffer.keychain.wincred;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.foreign.NativeFunction;
import dev.coffer.keychain.foreign.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Windows' {@code advapi32} through {@code java.lang.foreign}. Only the JVM has that; nothing that a native executable
 * reaches may name this class.
 */
public final class Advapi32 implements CredentialManager {
    private static final int TYPE_GENERIC = 1;
    private static final int PERSIST_LOCAL_MACHINE = 2;
    private static final int NO_FLAGS = 0;

    /** Where the linker keeps the code of an error, before the JVM can overwrite it. */
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    private final NativeFunction credWrite;
    private final NativeFunction credRead;
    private final NativeFunction credDelete;
    private final NativeFunction credEnumerate;
    private final NativeFunction credFree;
    private final VarHandle lastError;

    private Advapi32(NativeLibrary library, String errorVariable) {
        Linker.Option keepError = Linker.Option.captureCallState(errorVariable);
        lastError = STATE.varHandle(MemoryLayout.PathElement.groupElement(errorVariable));
        credWrite = library.function("CredWriteW", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), keepError);
        credRead = library.function(
                "CredReadW", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS), keepError);
        credDelete = library.function(
                "CredDeleteW", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), keepError);
        credEnumerate = library.function(
                "CredEnumerateW", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS), keepError);
        credFree = library.function("CredFree", FunctionDescriptor.ofVoid(ADDRESS));
    }

    /**
     * The user's credentials as a keystore.
     *
     * @throws StoreException when this is no Windows
     */
    public static Wincred open() throws StoreException {
        return new Wincred(in("advapi32.dll", "GetLastError"));
    }

    /**
     * The credential manager behind the functions in this library.
     *
     * @param errorVariable what holds the code of an error, by the name that the linker knows it by
     */
    static CredentialManager in(String library, String errorVariable) throws StoreException {
        return NativeLibrary.bind(symbols -> new Advapi32(symbols, errorVariable), library);
    }

    @Override
    public List<WinCredential> list(String prefix) throws StoreException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment filter = prefix.isEmpty() ? MemorySegment.NULL : CredentialStruct.text(arena, prefix + "*");
            MemorySegment count = arena.allocate(JAVA_INT);
            MemorySegment result = arena.allocate(ADDRESS);
            if (!succeeded(credEnumerate.integer(state, filter, NO_FLAGS, count, result), state)) {
                return List.of();
            }
            MemorySegment block = result.get(ADDRESS, 0);
            try {
                int length = count.get(JAVA_INT, 0);
                MemorySegment pointers = NativeLibrary.sized(block, length * ADDRESS.byteSize());
                List<WinCredential> credentials = new ArrayList<>();
                for (int i = 0; i < length; i++) {
                    CredentialStruct struct = CredentialStruct.at(pointers.getAtIndex(ADDRESS, i));
                    if (struct.type() == TYPE_GENERIC) {
                        credentials.add(struct.credential());
                    }
                }
                return credentials;
            } finally {
                credFree.run(block);
            }
        }
    }

    @Override
    public Optional<Stored> read(String target) throws StoreException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment result = arena.allocate(ADDRESS);
            if (!succeeded(
                    credRead.integer(state, CredentialStruct.text(arena, target), TYPE_GENERIC, NO_FLAGS, result),
                    state)) {
                return Optional.empty();
            }
            MemorySegment block = result.get(ADDRESS, 0);
            try {
                CredentialStruct struct = CredentialStruct.at(block);
                MemorySegment blob = struct.blob();
                Secret secret = Secret.owning(blob.toArray(JAVA_BYTE));
                blob.fill((byte) 0);
                return Optional.of(new Stored(struct.credential(), secret));
            } finally {
                credFree.run(block);
            }
        }
    }

    @Override
    public void write(WinCredential credential, byte[] blob) throws StoreException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, blob);
            try {
                MemorySegment struct =
                        CredentialStruct.of(arena, credential, bytes, TYPE_GENERIC, PERSIST_LOCAL_MACHINE);
                if (!succeeded(credWrite.integer(state, struct, NO_FLAGS), state)) {
                    throw ErrorCodes.failure(ErrorCodes.NOT_FOUND);
                }
            } finally {
                bytes.fill((byte) 0);
            }
        }
    }

    @Override
    public boolean delete(String target) throws StoreException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return succeeded(
                    credDelete.integer(state, CredentialStruct.text(arena, target), TYPE_GENERIC, NO_FLAGS), state);
        }
    }

    /** False when nothing was found. */
    private boolean succeeded(int result, MemorySegment state) throws StoreException {
        int error = (int) lastError.get(state, 0L);
        if (result == 0 && error != ErrorCodes.NOT_FOUND) {
            throw ErrorCodes.failure(error);
        }
        return result != 0;
    }
}
