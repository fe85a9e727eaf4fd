package dev.coffer.keychain.wincred;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.keychain.foreign.CLibrary;
import dev.coffer.keychain.foreign.NativeFunction;
import dev.coffer.keychain.foreign.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;

/** The library of {@code src/test/c/advapi32.c}, which stands in for Windows, and what tests do behind our back there. */
final class Windows {
    private final NativeFunction reset;
    private final NativeFunction leaked;
    private final NativeFunction writes;
    private final NativeFunction fail;
    private final NativeFunction failures;
    private final NativeFunction age;
    private final NativeFunction add;
    private final NativeFunction dump;
    private final CredentialManager manager;

    private Windows(NativeLibrary stub, CredentialManager manager) {
        this.manager = manager;
        reset = stub.function("stub_reset", FunctionDescriptor.ofVoid());
        leaked = stub.function("stub_leaked", FunctionDescriptor.of(JAVA_LONG));
        writes = stub.function("stub_writes", FunctionDescriptor.of(JAVA_LONG));
        fail = stub.function("stub_fail", FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT));
        failures = stub.function("stub_failures", FunctionDescriptor.of(JAVA_LONG));
        age = stub.function("stub_age", FunctionDescriptor.ofVoid(JAVA_INT));
        add = stub.function("stub_add", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        dump = stub.function("stub_dump", FunctionDescriptor.of(ADDRESS));
    }

    /** Compiled anew. */
    static Windows compiled() throws Exception {
        String path = CLibrary.compile("advapi32");
        CredentialManager manager = Advapi32.in(path, "errno");
        return NativeLibrary.bind(stub -> new Windows(stub, manager), path);
    }

    /** The same with no credentials. */
    Windows empty() {
        reset.run();
        return this;
    }

    Wincred store() {
        return new Wincred(manager);
    }

    CredentialManager manager() {
        return manager;
    }

    /** How many blocks of memory were never given back. */
    long leaked() {
        return leaked.number();
    }

    /** How many credentials were written. */
    long writes() {
        return writes.number();
    }

    /** Lets so many calls succeed; all later ones fail. */
    void failAfter(int calls, int error) {
        fail.run(error, calls);
    }

    void failNoMore() {
        fail.run(0, 0);
    }

    /** How many calls failed because they were to. */
    long failures() {
        return failures.number();
    }

    /** Lets time pass. */
    void pass(int seconds) {
        age.run(seconds);
    }

    /** A generic credential that another program writes; without a label when that is empty. */
    void add(String target, String username, String label, String secret) {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(add.integer(
                            arena.allocateFrom(target),
                            arena.allocateFrom(username),
                            arena.allocateFrom(label),
                            arena.allocateFrom(secret)))
                    .isEqualTo(1);
        }
    }

    /** What docker-credential-wincred writes. */
    void dockerAdds(String server, String username, String secret) {
        add(server, username, "Docker Credentials", secret);
    }

    /** The credentials: type|persist|target|user|keyword=value;…|size of the blob|blob. */
    String credentials() {
        return CLibrary.text(dump);
    }
}
