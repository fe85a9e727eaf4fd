package dev.coffer.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How the tests put logins into a keystore, and what they expect of one. */
public final class Logins {
    private Logins() {}

    /** Stores a login. */
    public static void put(CredentialStore store, String server, String username, String secret) throws StoreException {
        store.store(ServerAddress.parse(server), new Credential(username, Secret.ofText(secret)));
    }

    /** What the store answers. */
    public static Lookup get(CredentialStore store, String server) {
        return store.get(Request.of(ServerAddress.parse(server)));
    }

    /** The answer of a store that has a login. */
    public static Lookup.Found found(CredentialStore store, String server) {
        Lookup answer = get(store, server);
        assertThat(answer).isInstanceOf(Lookup.Found.class);
        return (Lookup.Found) answer;
    }

    /** The call fails in this way, and names a remedy with these words. */
    public static void assertFails(Kind kind, String remedy, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class, failure -> {
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
            assertThat(failure.whatToDo()).contains(remedy);
        });
    }

    /** The call fails in this way. */
    public static void assertFails(Kind kind, ThrowingCallable call) {
        assertFails(kind, "", call);
    }
}
