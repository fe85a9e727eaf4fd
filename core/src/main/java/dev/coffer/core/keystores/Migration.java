package dev.coffer.core.keystores;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.accounts.Accounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves everything from one keystore to another: each login and each secret is copied, read back and only then erased
 * where it was. Killed at any point, everything is still in one of the two; run again, it goes on.
 */
public final class Migration {
    private static final SecretPattern ALL = new SecretPattern("**");
    private static final String ACCOUNTS = "coffer/account/";

    private final Keystore from;
    private final Keystore to;
    private final Accounts source;
    private final Accounts target;

    /**
     * A migration; nothing happens yet.
     *
     * @param source the logins of {@code from}
     * @param target the logins of {@code to}
     */
    Migration(Keystore from, Keystore to, Accounts source, Accounts target) {
        this.from = from;
        this.to = to;
        this.source = source;
        this.target = target;
    }

    /** What became, or would become, of one login or secret. */
    public sealed interface Step {
        /** What it is, for people to read. */
        String what();

        /** It moves. */
        record Moves(String what) implements Step {}

        /** It stays where it is. */
        record Stays(String what, String why) implements Step {}
    }

    /** What there is to move. Reads no secret and changes nothing. */
    public List<Step> plan() throws StoreException {
        List<Step> steps = new ArrayList<>();
        for (Account account : source.list()) {
            steps.add(new Step.Moves(describe(account)));
        }
        for (SecretEntry entry : otherSecrets()) {
            steps.add(new Step.Moves("the secret " + entry.id()));
        }
        return steps;
    }

    /**
     * Moves everything. What cannot be moved stays and is named.
     *
     * @throws StoreException when a keystore does not work at all; what was moved until then is moved
     */
    public List<Step> run() throws StoreException {
        List<Step> steps = new ArrayList<>();
        for (Account account : source.list()) {
            steps.add(move(account));
        }
        for (SecretEntry entry : otherSecrets()) {
            steps.add(move(entry.id()));
        }
        return steps;
    }

    private Step move(Account account) throws StoreException {
        ServerAddress server = ServerAddress.parse(account.server());
        Optional<Credential> found = source.find(server, account.username());
        if (found.isEmpty()) {
            return new Step.Stays(describe(account), "it cannot be read, or is no longer valid");
        }
        Credential credential = found.get();
        Optional<Credential> there = target.find(server, account.username());
        if (there.isPresent() && !there.get().secret().equals(credential.secret())) {
            return new Step.Stays(
                    describe(account), to.name() + " has another secret for it; log out of one: coffer logout -u");
        }
        if (there.isEmpty()) {
            target.add(server, credential, account.active());
        }
        Optional<Credential> back = target.find(server, account.username());
        if (back.isEmpty() || !back.get().secret().equals(credential.secret())) {
            return new Step.Stays(describe(account), to.name() + " did not give back what it was given");
        }
        source.erase(server, account.username());
        return new Step.Moves(describe(account));
    }

    private Step move(SecretId id) throws StoreException {
        String what = "the secret " + id;
        Optional<StoredSecret> found = from.secrets().get(id);
        if (found.isEmpty()) {
            return new Step.Stays(what, "it is no longer there");
        }
        StoredSecret stored = found.get();
        Optional<StoredSecret> there = to.secrets().get(id);
        if (there.isPresent() && !isSame(there.get(), stored.secret())) {
            return new Step.Stays(what, to.name() + " has another one of this name");
        }
        if (there.isEmpty()) {
            to.secrets().put(id, stored.secret(), stored.metadata());
        }
        Optional<StoredSecret> back = to.secrets().get(id);
        if (back.isEmpty() || !isSame(back.get(), stored.secret())) {
            return new Step.Stays(what, to.name() + " did not give back what it was given");
        }
        from.secrets().delete(id);
        return new Step.Moves(what);
    }

    private static boolean isSame(StoredSecret stored, Secret secret) {
        return stored.secret().equals(secret);
    }

    private List<SecretEntry> otherSecrets() throws StoreException {
        return from.secrets().list(ALL).stream()
                .filter(entry -> !entry.id().value().startsWith(ACCOUNTS))
                .toList();
    }

    private static String describe(Account account) {
        return account.server() + " as " + account.username() + (account.active() ? "" : " (not active)");
    }
}
