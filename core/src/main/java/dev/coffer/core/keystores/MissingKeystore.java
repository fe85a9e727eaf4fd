package dev.coffer.core.keystores;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import dev.coffer.keychain.Availability;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A keystore that this machine or delivery does not have. It says so whatever it is asked: credentials never wander to
 * another one.
 */
record MissingKeystore(String name, String reason) implements Keystore, CredentialStore, SecretStore {
    private static final String WHAT_TO_DO = "choose another store: coffer stores";

    @Override
    public CredentialStore credentials() {
        return this;
    }

    @Override
    public CredentialStore asUpstream() {
        return this;
    }

    @Override
    public List<Entry> users() throws StoreException {
        throw missing();
    }

    @Override
    public SecretStore secrets() {
        return this;
    }

    @Override
    public Availability probe() {
        return new Availability.Missing(reason, WHAT_TO_DO);
    }

    @Override
    public Lookup get(Request request) {
        return missing().asLookup();
    }

    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        throw missing();
    }

    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        throw missing();
    }

    @Override
    public List<Entry> list() throws StoreException {
        throw missing();
    }

    @Override
    public void put(SecretId id, Secret secret, Map<String, String> metadata) throws StoreException {
        throw missing();
    }

    @Override
    public Optional<StoredSecret> get(SecretId id) throws StoreException {
        throw missing();
    }

    @Override
    public boolean delete(SecretId id) throws StoreException {
        throw missing();
    }

    @Override
    public List<SecretEntry> list(SecretPattern pattern) throws StoreException {
        throw missing();
    }

    private StoreException missing() {
        return new StoreException(Kind.UNREACHABLE, name + " cannot be used here: " + reason, WHAT_TO_DO);
    }
}
