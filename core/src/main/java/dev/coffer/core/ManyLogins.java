package dev.coffer.core;

import dev.coffer.api.Credential;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.vault.Vault;
import java.nio.file.Path;
import java.util.Optional;

/** Takes the logins of a fleet: one after the other, each of them durable, with one look at the whole vault at the end. */
public final class ManyLogins implements AutoCloseable {
    private final Accounts accounts;
    private final Ending ending;
    private boolean changed;

    /** What is to be done once, after the last change. */
    interface Ending {
        void run() throws StoreException;
    }

    ManyLogins(Accounts accounts, Ending ending) {
        this.accounts = accounts;
        this.ending = ending;
    }

    /** Logins for the vault, whose index is written once at the end. */
    static ManyLogins of(Vault vault, Path folder) {
        Vault unindexed = vault.withoutIndexing();
        return new ManyLogins(new Accounts(unindexed, unindexed.secrets(), folder), vault::reindex);
    }

    /**
     * Makes the credential the server's active one, as {@link Accounts#login} does.
     *
     * @return false when this user's credential was there already with the same secret; then nothing is changed
     */
    public boolean login(ServerAddress server, Credential credential) throws StoreException {
        Optional<Credential> known = accounts.find(server, credential.username());
        if (known.isPresent() && known.get().secret().equals(credential.secret())) {
            return false;
        }
        changed = true;
        accounts.login(server, credential);
        return true;
    }

    @Override
    public void close() throws StoreException {
        if (changed) {
            ending.run();
        }
    }
}
