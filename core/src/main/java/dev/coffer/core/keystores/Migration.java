package dev.coffer.core.keystores;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.accounts.Accounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Moves everything from one keystore to another: each login and each secret is copied, read back and only then erased
 * where it was. Killed at any point, everything is still in one of the two; run again, it goes on.
 *
 * <p>What set-up keeps for its undo stays: it is looked for in the vault.
 */
public final class Migration {
    private static final SecretPattern ALL = new SecretPattern("**");
    private static final String ACCOUNTS = "coffer/account/";
    private static final String SETUP = "coffer/setup/";

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

    /** Something that moves. */
    private interface Move {
        /** Empty when it is done, else why not. */
        Optional<String> run() throws StoreException;
    }

    /** What there is to move. Changes nothing. */
    public List<Step> plan() throws StoreException {
        List<Step> steps = new ArrayList<>();
        List<Account> accounts = source.list();
        for (Entry user : besides(accounts)) {
            steps.add(new Step.Moves(describe(user.server(), user.username(), false)));
        }
        for (Account account : accounts) {
            steps.add(new Step.Moves(describe(account)));
        }
        for (SecretId id : otherSecrets()) {
            steps.add(new Step.Moves(describe(id)));
        }
        return steps;
    }

    /**
     * Moves everything. What cannot be moved stays and is named.
     *
     * @param report is told of each step when it is done
     * @throws StoreException when a keystore does not work at all; what was moved until then is moved
     */
    public void run(Consumer<Step> report) throws StoreException {
        List<Account> accounts = source.list();
        Set<String> held = new HashSet<>();
        for (Entry user : besides(accounts)) {
            String what = describe(user.server(), user.username(), false);
            Step step = attempt(what, () -> copyUser(user));
            if (step instanceof Step.Stays) {
                held.add(identity(user.server()));
            }
            report.accept(step);
        }
        for (Account account : accounts) {
            // Erasing the active login of a server erases every user that Docker's helper stored beside it.
            report.accept(
                    account.active() && held.contains(identity(account.server()))
                            ? new Step.Stays(describe(account), "another user's login beside it could not be moved")
                            : attempt(describe(account), () -> move(account)));
        }
        for (SecretId id : otherSecrets()) {
            report.accept(attempt(describe(id), () -> move(id)));
        }
    }

    /** What is wrong with one login keeps no other from moving; a keystore that does not work does. */
    private static Step attempt(String what, Move move) throws StoreException {
        try {
            return move.run().<Step>map(why -> new Step.Stays(what, why)).orElseGet(() -> new Step.Moves(what));
        } catch (StoreException failure) {
            if (failure.kind() == Kind.REFUSED || failure.kind() == Kind.DAMAGED) {
                return new Step.Stays(what, String.valueOf(failure.getMessage()));
            }
            throw failure;
        }
    }

    /** Only the copy: the original goes with the active login of the server. */
    private Optional<String> copyUser(Entry user) throws StoreException {
        ServerAddress server = ServerAddress.parse(user.server());
        Request request = new Request(server, Optional.of(user.username()), Request.DEFAULT_LIMIT);
        return switch (from.credentials().get(request)) {
            case Lookup.Found found -> copy(server, found.credential(), false);
            case Lookup.Absent _ -> Optional.of("it is no longer there");
            case Lookup.Unavailable unavailable -> throw unavailable.asException();
        };
    }

    private Optional<String> move(Account account) throws StoreException {
        ServerAddress server = ServerAddress.parse(account.server());
        Optional<Credential> found = source.find(server, account.username());
        if (found.isEmpty()) {
            return Optional.of("it cannot be read, or is no longer valid");
        }
        Optional<String> obstacle = copy(server, found.get(), account.active());
        if (obstacle.isPresent()) {
            return obstacle;
        }
        return source.eraseIfStill(server, found.get())
                ? Optional.empty()
                : Optional.of("it has changed meanwhile; run this again");
    }

    private Optional<String> copy(ServerAddress server, Credential credential, boolean active) throws StoreException {
        Optional<Credential> there = target.find(server, credential.username());
        if (there.isPresent() && !there.get().secret().equals(credential.secret())) {
            return Optional.of(to.name() + " has another secret for it; log out of one: coffer logout -u");
        }
        if (there.isEmpty()) {
            target.add(server, credential, active);
        }
        return target.find(server, credential.username())
                        .filter(back -> back.secret().equals(credential.secret()))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(to.name() + " did not give back what it was given");
    }

    private Optional<String> move(SecretId id) throws StoreException {
        Optional<StoredSecret> found = from.secrets().get(id);
        if (found.isEmpty()) {
            return Optional.of("it is no longer there");
        }
        StoredSecret stored = found.get();
        Optional<StoredSecret> there = to.secrets().get(id);
        if (there.isPresent() && !isSame(there.get(), stored)) {
            return Optional.of(to.name() + " has another one of this name");
        }
        if (there.isEmpty()) {
            to.secrets().put(id, stored.secret(), stored.metadata());
        }
        if (to.secrets().get(id).filter(back -> isSame(back, stored)).isEmpty()) {
            return Optional.of(to.name() + " did not give back what it was given");
        }
        from.secrets().delete(id);
        return Optional.empty();
    }

    private static boolean isSame(StoredSecret one, StoredSecret other) {
        return one.secret().equals(other.secret());
    }

    /** The users that Docker's helper stored beside those that look-ups know. */
    private List<Entry> besides(List<Account> accounts) throws StoreException {
        record Login(String server, String username) {}
        Set<Login> known = new HashSet<>();
        for (Account account : accounts) {
            known.add(new Login(identity(account.server()), account.username()));
        }
        return from.users().stream()
                .filter(user -> !known.contains(new Login(identity(user.server()), user.username())))
                .toList();
    }

    private List<SecretId> otherSecrets() throws StoreException {
        return from.secrets().list(ALL).stream()
                .map(SecretEntry::id)
                .filter(id -> !id.value().startsWith(ACCOUNTS) && !id.value().startsWith(SETUP))
                .toList();
    }

    private static String identity(String server) {
        return ServerAddress.parse(server).identity();
    }

    private static String describe(Account account) {
        return describe(account.server(), account.username(), account.active());
    }

    private static String describe(String server, String username, boolean active) {
        return server + " as " + username + (active ? "" : " (not active)");
    }

    private static String describe(SecretId id) {
        return "the secret " + id;
    }
}
