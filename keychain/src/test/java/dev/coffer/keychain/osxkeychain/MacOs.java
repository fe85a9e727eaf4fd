package dev.coffer.keychain.osxkeychain;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.keychain.foreign.CLibrary;
import dev.coffer.keychain.foreign.NativeFunction;
import dev.coffer.keychain.foreign.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;

/** The library of {@code src/test/c/security.c}, which stands in for macOS, and what tests do behind our back there. */
final class MacOs {
    private final NativeFunction reset;
    private final NativeFunction leaked;
    private final NativeFunction secretsRead;
    private final NativeFunction lock;
    private final NativeFunction trust;
    private final NativeFunction replace;
    private final NativeFunction delay;
    private final NativeFunction fail;
    private final NativeFunction add;
    private final NativeFunction dump;
    private final NativeFunction dockerGet;
    private final Keychain keychain;

    private MacOs(NativeLibrary stub, Keychain keychain) {
        this.keychain = keychain;
        reset = stub.function("stub_reset", FunctionDescriptor.ofVoid());
        leaked = stub.function("stub_leaked", FunctionDescriptor.of(JAVA_LONG));
        secretsRead = stub.function("stub_secrets_read", FunctionDescriptor.of(JAVA_LONG));
        lock = stub.function("stub_lock", FunctionDescriptor.ofVoid(JAVA_INT));
        trust = stub.function("stub_trust", FunctionDescriptor.ofVoid());
        replace = stub.function("stub_replace", FunctionDescriptor.ofVoid());
        delay = stub.function("stub_delay", FunctionDescriptor.ofVoid(JAVA_INT));
        fail = stub.function("stub_fail", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
        add = stub.function(
                "stub_add",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        dump = stub.function("stub_dump", FunctionDescriptor.of(ADDRESS));
        dockerGet =
                stub.function("stub_docker_get", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
    }

    /** Compiled anew. */
    static MacOs compiled() throws Exception {
        String path = CLibrary.compile("security");
        Keychain keychain = SecurityFramework.in(path);
        return NativeLibrary.bind(stub -> new MacOs(stub, keychain), path);
    }

    /** The same with nothing in the keychain. */
    MacOs empty() {
        reset.run();
        return this;
    }

    OsxKeychain store() {
        return new OsxKeychain(keychain);
    }

    Keychain keychain() {
        return keychain;
    }

    /** How many objects of the framework were never released. */
    long leaked() {
        return leaked.number();
    }

    /** How many secrets were read: for each of them, macOS may have asked the user. */
    long secretsRead() {
        return secretsRead.number();
    }

    void lock() {
        lock.run(1);
    }

    /** Lets us delete what other programs stored. */
    void trust() {
        trust.run();
    }

    /** The next item that is to be changed is replaced by macOS, which calls that a duplicate. */
    void replaceNext() {
        replace.run();
    }

    /** From now on reading a secret takes this long, as when macOS asks the user. */
    void delay(int millis) {
        delay.run(millis);
    }

    /** The next call of the function fails. */
    void fail(String function, int status) {
        try (Arena arena = Arena.ofConfined()) {
            fail.run(arena.allocateFrom(function), status);
        }
    }

    /** An internet password that another program adds. */
    void add(String label, String protocol, String server, int port, String path, String account, String secret) {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(add.integer(
                            arena.allocateFrom(label),
                            arena.allocateFrom(protocol),
                            arena.allocateFrom(server),
                            port,
                            arena.allocateFrom(path),
                            arena.allocateFrom(account),
                            arena.allocateFrom(secret)))
                    .isZero();
        }
    }

    /** What docker-credential-osxkeychain adds. */
    void dockerAdds(String protocol, String server, int port, String path, String account, String secret) {
        add("Docker Credentials", protocol, server, port, path, account, secret);
    }

    /** User and secret that docker-credential-osxkeychain finds; empty when it finds none. */
    String dockerGets(String protocol, String server, int port, String path) {
        try (Arena arena = Arena.ofConfined()) {
            return CLibrary.text(
                    dockerGet,
                    arena.allocateFrom(protocol),
                    arena.allocateFrom(server),
                    port,
                    arena.allocateFrom(path));
        }
    }

    /** The items: class|labl|icmt|acct|srvr|ptcl|port|path|atyp|svce|gena|secret. */
    String items() {
        return CLibrary.text(dump);
    }
}
