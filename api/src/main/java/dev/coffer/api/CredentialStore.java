package dev.coffer.api;

import java.util.List;

/** A source that can also keep credentials. Holds at most one credential for a server. */
public interface CredentialStore extends CredentialSource {
    /**
     * Stores the credential, replacing the server's former one. When this returns, the credential is durable; when it
     * throws, the former one is as it was.
     */
    void store(ServerAddress server, Credential credential) throws StoreException;

    /**
     * Erases the credential of exactly this server; parents and narrower paths stay.
     *
     * @return false when there was none
     */
    boolean erase(ServerAddress server) throws StoreException;

    /** Everything stored, in the order of the server addresses, without secrets. */
    List<Entry> list() throws StoreException;
}
