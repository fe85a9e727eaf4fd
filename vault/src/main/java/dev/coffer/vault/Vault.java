package dev.coffer.vault;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.vault.keys.KeyFolder;
import dev.coffer.vault.unlocking.Unlocking;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded encrypted keystore. Every credential and every secret is one age file; {@code docs/vault-format.md}
 * has the format byte for byte.
 *
 * <p>The first {@link #store} makes the vault and its keys; nothing asks, nothing has to be set up. {@link #get} reads
 * a handful of files, however many entries there are; it takes no lock and creates nothing. Safe for use by many
 * threads and many processes at once. No file is held open and no key is kept between two calls.
 */
public final class Vault implements CredentialStore {
    /** The name by which {@link Origin}s and settings know the vault. */
    public static final String NAME = "vault";

    /** How long a writer waits for the others: enough for 32 busy processes on a loaded machine with two processors. */
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

    private final EntryStorage storage;
    private final InstantSource clock;

    Vault(EntryStorage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * The vault in these folders. Does no input or output: neither folder has to exist.
     *
     * @param vaultFolder where the encrypted entries lie
     * @param identityFolder where the keys lie, apart from the entries so that a backup of these does not hold them
     */
    public static Vault open(Path vaultFolder, Path identityFolder) {
        return open(vaultFolder, identityFolder, Unlocking.none());
    }

    /**
     * The vault in these folders, as {@link #open(Path, Path)}.
     *
     * @param unlocking what may be tried when the keys are locked
     */
    public static Vault open(Path vaultFolder, Path identityFolder, Unlocking unlocking) {
        EntryStorage storage = new EntryStorage(
                new VaultFolder(vaultFolder), new KeyFolder(identityFolder), unlocking, LOCK_LIMIT, true);
        return new Vault(storage, InstantSource.system());
    }

    /**
     * The same vault for many changes in a row: each is as safe as ever, but the index, which grows with the vault, is
     * not written each time. To be followed by {@link #reindex()}; until then a list takes longer.
     */
    public Vault withoutIndexing() {
        return new Vault(
                new EntryStorage(storage.vault(), storage.keys(), storage.unlocking(), storage.lockLimit(), false),
                clock);
    }

    /** Brings the index up to date. Nothing is lost when that does not happen: the next who stores does it. */
    public void reindex() throws StoreException {
        storage.reindex();
    }

    /** The secret store on the same files. */
    public SecretStore secrets() {
        return new VaultSecrets(storage, clock);
    }

    /** How the vault's keys are protected, and how that is changed. */
    public Protection protection() {
        return new Protection(storage);
    }

    /** An export of everything in the vault into one age file, to be described and then made. */
    public VaultExport exporting() {
        return new VaultExport(storage);
    }

    /** An import of such a file, to be described and then made. */
    public VaultImport importing() {
        return new VaultImport(withoutIndexing().storage);
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Looks the credential up: the address itself, then its parents (see {@link ServerAddress#lookupOrder()}); the first
     * that is there decides, also when it is expired, damaged or another account's.
     */
    @Override
    public Lookup get(Request request) {
        Optional<VaultEntry> found;
        try {
            found = storage.find(EntryKind.CREDENTIAL, request.server().lookupOrder());
        } catch (StoreException failure) {
            return failure.asLookup();
        }
        if (found.isEmpty()) {
            return new Lookup.Absent("the vault has no credential for " + request.server());
        }
        VaultEntry entry = found.get();
        Label label = entry.label();
        if (request.account().isPresent() && !request.account().get().equals(label.username())) {
            entry.secret().close();
            return new Lookup.Absent("the vault's credential for " + request.server() + " is another user's");
        }
        Credential credential = new Credential(label.username(), entry.secret(), label.expires(), label.realm());
        if (credential.isExpiredAt(clock.instant())) {
            entry.secret().close();
            return expired(label);
        }
        return new Lookup.Found(credential, new Origin(NAME, label.spelling()));
    }

    private static Lookup expired(Label label) {
        String when = label.expires().map(Instant::toString).orElseThrow();
        return new Lookup.Unavailable(
                Kind.EXPIRED,
                new Reason("the credential of " + label.spelling() + " expired at " + when),
                "log in again: coffer login " + label.spelling());
    }

    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        Label label = new Label(
                EntryKind.CREDENTIAL,
                server.identity(),
                server.spelling(),
                credential.username(),
                credential.expires(),
                credential.realm(),
                Map.of());
        storage.write(new VaultEntry(label, clock.instant(), credential.secret()));
    }

    /** {@inheritDoc} Works on a damaged entry too, and without the identity. */
    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        return storage.remove(EntryKind.CREDENTIAL, server.identity());
    }

    /**
     * {@inheritDoc} Expired credentials are listed with their expiry; what cannot be read is left out here and named by
     * {@link #inspect()}.
     */
    @Override
    public List<Entry> list() throws StoreException {
        return inspect().entries();
    }

    /** The list, together with the files that should be entries and are not. Reading does not repair anything. */
    public Inspection inspect() throws StoreException {
        Survey survey = storage.survey();
        List<Entry> entries = new ArrayList<>();
        for (Label label : survey.labels(EntryKind.CREDENTIAL)) {
            entries.add(new Entry(label.spelling(), label.username(), label.expires()));
        }
        entries.sort(Comparator.comparing(Entry::server));
        return new Inspection(entries, survey.problems());
    }

    /**
     * What {@link #inspect()} found.
     *
     * @param entries the credentials, as {@link #list()} gives them
     * @param problems the files that could not be read, secrets' too, in the order of their names
     */
    public record Inspection(List<Entry> entries, List<Problem> problems) {
        public Inspection {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /**
     * A file in the vault that cannot be used.
     *
     * @param file where it lies
     * @param text what is wrong with it; names the file
     */
    public record Problem(Path file, String text) {}
}
