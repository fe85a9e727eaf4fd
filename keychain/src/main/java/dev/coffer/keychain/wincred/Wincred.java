package dev.coffer.keychain.wincred;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.layout.AddressMatching;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The Credential Manager of Windows as a keystore, credentials in the layout of docker-credential-wincred: each reads
 * what the other stored, up to the 2,560 bytes that Windows keeps in one piece. The layout has no place for a
 * credential's expiry and realm; {@link #store} drops them.
 *
 * <p>Windows asks nobody and answers at once, or says that this logon has no credentials.
 */
public final class Wincred implements CredentialStore {
    /** The name by which {@link Origin}s and settings know it. */
    public static final String NAME = "wincred";

    /** Changes of one process come one after the other; those of several are safe, but may leave chunks for the sweep. */
    static final ReentrantLock CHANGES = new ReentrantLock();

    private static final int ATTEMPTS = 20;

    private final CredentialManager manager;
    private final Chunks chunks;
    private final AddressMatching matching;

    Wincred(CredentialManager manager) {
        this(manager, AddressMatching.COFFER);
    }

    private Wincred(CredentialManager manager, AddressMatching matching) {
        this.manager = manager;
        this.chunks = new Chunks(manager);
        this.matching = matching;
    }

    /** The same store with the matching of docker-credential-wincred, for whoever calls us by that name. */
    public Wincred asUpstream() {
        return new Wincred(manager, AddressMatching.WINCRED);
    }

    /** The secret store in the same place. */
    public SecretStore secrets() {
        return new WincredSecrets(manager);
    }

    /** Whether this logon has credentials at all. */
    public Availability probe() {
        try {
            int count = dockers(manager.list("")).size();
            return new Availability.Available("the credential manager answers; it has " + count + " credentials");
        } catch (StoreException failure) {
            return new Availability.Missing(String.valueOf(failure.getMessage()), failure.whatToDo());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} Of several spellings of the server the one stored last is given. */
    @Override
    public Lookup get(Request request) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<WinCredential> chosen = choose(dockers(manager.list("")), request);
                if (chosen.isEmpty()) {
                    return new Lookup.Absent("the credential manager has no credential for " + request.server());
                }
                Optional<Chunks.Whole> read = chunks.read(chosen.get().target());
                if (read.isPresent() && isStill(chosen.get(), read.get().credential())) {
                    Credential credential =
                            new Credential(chosen.get().username(), read.get().secret());
                    return new Lookup.Found(
                            credential, new Origin(NAME, chosen.get().target()));
                }
            }
            return new StoreException(
                            Kind.UNREACHABLE, "another program changed the credential in the meantime", "try again")
                    .asLookup();
        } catch (StoreException failure) {
            return failure.asLookup();
        }
    }

    /** False when it has become another's since it was chosen. */
    private static boolean isStill(WinCredential chosen, WinCredential read) {
        return DockerLayout.isOne(read) && read.username().equals(chosen.username());
    }

    /** {@inheritDoc} Other spellings of the server go once the new one is there; the newest is the one that counts. */
    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        String target = server.spelling();
        String username = requireFitting(credential.username());
        CHANGES.lock();
        try {
            List<WinCredential> all = manager.list("");
            requireFree(all, server);
            chunks.write(DockerLayout.credential(target, username, credential.secret()), credential.secret());
            for (WinCredential former : wanted(all, matching.replaced(server))) {
                if (!former.hasTarget(target)) {
                    chunks.deleteIfPossible(former.target());
                }
            }
            chunks.sweep();
        } finally {
            CHANGES.unlock();
        }
    }

    private static String requireFitting(String username) throws StoreException {
        if (username.length() > CredentialManager.MAX_USERNAME || username.indexOf('\0') >= 0) {
            throw new StoreException(
                    Kind.REFUSED,
                    "windows keeps no user name of more than " + CredentialManager.MAX_USERNAME
                            + " characters or with NUL",
                    "choose another keystore: coffer setup --store vault");
        }
        return username;
    }

    /** Refuses to overwrite what is not this server's, but has a target name that Windows takes for the same. */
    private void requireFree(List<WinCredential> all, ServerAddress server) throws StoreException {
        for (WinCredential credential : all) {
            boolean ours = DockerLayout.isOne(credential)
                    && AddressMatching.COFFER.replaced(server).test(credential.target());
            if (credential.hasTarget(server.spelling()) && !ours) {
                throw new StoreException(
                        Kind.REFUSED,
                        "windows keeps something else under the name " + credential.target(),
                        "remove it: cmdkey /delete:" + credential.target());
            }
        }
    }

    /** {@inheritDoc} All spellings of the server go. */
    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        CHANGES.lock();
        try {
            List<WinCredential> all = manager.list("");
            for (Predicate<String> erased : matching.erased(server)) {
                boolean any = false;
                for (WinCredential credential : wanted(all, erased)) {
                    any |= chunks.delete(credential.target());
                }
                if (any) {
                    return true;
                }
            }
            return false;
        } finally {
            CHANGES.unlock();
        }
    }

    /** {@inheritDoc} One line a server: the spelling stored last. */
    @Override
    public List<Entry> list() throws StoreException {
        Map<String, WinCredential> newest = new HashMap<>();
        for (WinCredential credential : dockers(manager.list(""))) {
            Optional<String> key = matching.key(credential.target());
            if (key.isPresent()) {
                newest.merge(key.get(), credential, (one, other) -> other.written() >= one.written() ? other : one);
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (WinCredential credential : newest.values()) {
            entries.add(new Entry(credential.target(), credential.username(), Optional.empty()));
        }
        entries.sort(Comparator.comparing(Entry::server));
        return List.copyOf(entries);
    }

    private static List<WinCredential> dockers(List<WinCredential> all) {
        return wanted(all, target -> true);
    }

    private static List<WinCredential> wanted(List<WinCredential> all, Predicate<String> wanted) {
        List<WinCredential> dockers = new ArrayList<>();
        for (WinCredential credential : all) {
            if (DockerLayout.isOne(credential) && wanted.test(credential.target())) {
                dockers.add(credential);
            }
        }
        return dockers;
    }

    private Optional<WinCredential> choose(List<WinCredential> dockers, Request request) {
        for (Predicate<String> preferred : matching.preferences(request.server())) {
            List<WinCredential> candidates = wanted(dockers, preferred);
            if (!candidates.isEmpty()) {
                WinCredential newest = Collections.max(candidates, Comparator.comparingLong(WinCredential::written));
                boolean another = request.account().isPresent()
                        && !request.account().get().equals(newest.username());
                return another ? Optional.empty() : Optional.of(newest);
            }
        }
        return Optional.empty();
    }
}
