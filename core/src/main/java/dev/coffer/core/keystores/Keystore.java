package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import java.util.List;

/** One place where secrets are kept: credentials in Docker's layout, further accounts and other secrets by id. */
public interface Keystore {
    /** The name by which settings and origins know it. */
    String name();

    /** The credentials, with Coffer's rules about spellings of a server and about paths. */
    CredentialStore credentials();

    /** The same credentials with the rules of Docker's own helper for this keystore. */
    CredentialStore asUpstream();

    /**
     * Every user of every server. Docker's helpers keep several where a {@link CredentialStore} answers with one; each is
     * found by a request for the user.
     */
    List<Entry> users() throws StoreException;

    /** The secrets on the same keystore. */
    SecretStore secrets();

    /** Whether it can be used here and now. Takes at most 50 ms; starts, asks and creates nothing. */
    Availability probe();
}
