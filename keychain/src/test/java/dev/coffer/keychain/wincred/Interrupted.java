package dev.coffer.keychain.wincred;

import dev.coffer.api.StoreException;
import java.util.List;
import java.util.Optional;

/** A credential manager that somebody else changes just before the n-th time that we read from it. */
final class Interrupted implements CredentialManager {
    /** What somebody else does. */
    interface Change {
        void apply() throws StoreException;
    }

    private final CredentialManager manager;
    private final Change change;
    private int readsBefore;

    Interrupted(CredentialManager manager, int readsBefore, Change change) {
        this.manager = manager;
        this.readsBefore = readsBefore;
        this.change = change;
    }

    @Override
    public Optional<Stored> read(String target) throws StoreException {
        if (readsBefore-- == 0) {
            change.apply();
        }
        return manager.read(target);
    }

    @Override
    public List<WinCredential> list(String prefix) throws StoreException {
        return manager.list(prefix);
    }

    @Override
    public void write(WinCredential credential, byte[] blob) throws StoreException {
        manager.write(credential, blob);
    }

    @Override
    public boolean delete(String target) throws StoreException {
        return manager.delete(target);
    }
}
