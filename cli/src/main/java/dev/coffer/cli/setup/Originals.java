package dev.coffer.cli.setup;

import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files as they were before set-up changed them, whole and encrypted: secrets with the ids
 * {@code coffer/setup/original/PATH/TIME}. Every one of them stays; undo only marks them.
 */
final class Originals {
    private static final String PREFIX = "coffer/setup/original/";
    private static final String EXISTED = "existed";
    private static final String UNDONE = "undone";

    private final SecretStore secrets;
    private final InstantSource clock;

    Originals(SecretStore secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * What a file held before set-up changed it for the first time since it was last undone.
     *
     * @param content the whole file; empty when there was none
     * @param existed false when there was no file
     */
    record Original(Secret content, boolean existed) {}

    /** Keeps what a file holds now, unless just that is kept already, and makes sure that it can be read back. */
    void keep(Path file, Original original) throws StoreException, SetupException {
        for (SecretEntry entry : kept(file)) {
            if (read(entry.id()).filter(original::equals).isPresent()) {
                return;
            }
        }
        SecretId id = new SecretId(folderOf(file) + clock.instant());
        secrets.put(id, original.content(), Map.of(EXISTED, Boolean.toString(original.existed())));
        if (read(id).filter(original::equals).isEmpty()) {
            throw new SetupException(
                    "the vault did not give back what it was given of " + file + "; the file was not changed", "");
        }
    }

    /** What the file held before the first change; empty when set-up has not changed it, or that was undone. */
    Optional<Original> first(Path file) throws StoreException {
        List<SecretEntry> kept = kept(file);
        return kept.isEmpty() ? Optional.empty() : read(kept.getFirst().id());
    }

    /** From now on, what is kept of the file is history. */
    void markUndone(Path file) throws StoreException {
        for (SecretEntry entry : kept(file)) {
            Optional<StoredSecret> stored = secrets.get(entry.id());
            if (stored.isPresent()) {
                String existed = stored.get().metadata().getOrDefault(EXISTED, "true");
                secrets.put(
                        entry.id(),
                        stored.get().secret(),
                        Map.of(EXISTED, existed, UNDONE, clock.instant().toString()));
            }
        }
    }

    /** Those of the file that were not undone, the oldest first. */
    private List<SecretEntry> kept(Path file) throws StoreException {
        return secrets.list(new SecretPattern(folderOf(file) + "*")).stream()
                .filter(entry -> !entry.metadata().containsKey(UNDONE))
                .sorted(Comparator.comparing(Originals::time))
                .toList();
    }

    private static Instant time(SecretEntry entry) {
        return Instant.parse(entry.id().components().getLast());
    }

    private static String folderOf(Path file) {
        return PREFIX + SecretId.component(file.toAbsolutePath().normalize().toString()) + "/";
    }

    private Optional<Original> read(SecretId id) throws StoreException {
        return secrets.get(id)
                .map(stored -> new Original(
                        stored.secret(), Boolean.parseBoolean(stored.metadata().getOrDefault(EXISTED, "true"))));
    }
}
