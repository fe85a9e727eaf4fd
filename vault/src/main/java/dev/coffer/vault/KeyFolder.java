package dev.coffer.vault;

import dev.coffer.age.AgeException;
import dev.coffer.age.X25519Identity;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.platform.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The folder with the vault's keys: {@code identity}, an age identity file, and {@code locator}. Several vaults may use
 * the same keys. How the identity is had is known here and nowhere else.
 */
record KeyFolder(Path path) {
    private static final int MAX_FILE = 1 << 16;

    /** The locator, if there is one. */
    Optional<Locator> locator() throws StoreException {
        Optional<byte[]> file = read(locatorFile());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Locator.parse(file.get()));
        } catch (DamagedException damage) {
            throw Failures.damaged(locatorFile(), damage, Failures.RESTORE);
        }
    }

    /** The identity at work, if there is one. The caller closes it. */
    Optional<Seal> seal() throws StoreException {
        Optional<X25519Identity> identity = identity();
        return identity.isEmpty() ? Optional.empty() : Optional.of(Seal.of(identity.get()));
    }

    /**
     * Makes the keys that are missing. The identity comes first: an identity without a locator is a beginning that was
     * cut off, and is completed; a locator without its identity is a loss, and is named.
     */
    Locator ensure(Duration limit) throws StoreException {
        try {
            PrivateFolder.ensure(path);
            try (FileLock _ = FileLock.acquire(path.resolve("lock"), limit)) {
                Optional<Locator> located = locator();
                Optional<X25519Identity> former = identity();
                if (former.isPresent()) {
                    former.get().close();
                } else if (located.isPresent()) {
                    throw Failures.missing(identityFile(), "move " + locatorFile() + " away to begin anew");
                } else {
                    createIdentity();
                }
                return located.isPresent() ? located.get() : createLocator();
            }
        } catch (IOException failure) {
            throw Failures.writing(path, failure);
        }
    }

    Path identityFile() {
        return path.resolve("identity");
    }

    Path locatorFile() {
        return path.resolve("locator");
    }

    private Locator createLocator() throws IOException {
        Locator locator = Locator.generate();
        AtomicFile.writePrivate(locatorFile(), locator.encode());
        return locator;
    }

    private void createIdentity() throws IOException {
        try (X25519Identity identity = X25519Identity.generate()) {
            String comment = "Coffer's identity: opens the vault, keep it secret\n# created: "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n# public key: "
                    + identity.recipient();
            byte[] file = KeyText.withComment(comment, identity.encode());
            AtomicFile.writePrivate(identityFile(), file);
            FieldWriter.wipe(file);
        }
    }

    private Optional<X25519Identity> identity() throws StoreException {
        Optional<byte[]> file = read(identityFile());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(X25519Identity.parse(KeyText.onlyLine(file.get())));
        } catch (AgeException.KeyMalformed noIdentity) {
            throw Failures.damaged(
                    identityFile(), new DamagedException("does not hold an age identity"), Failures.RESTORE);
        } catch (DamagedException damage) {
            throw Failures.damaged(identityFile(), damage, Failures.RESTORE);
        } finally {
            FieldWriter.wipe(file.get());
        }
    }

    private Optional<byte[]> read(Path file) throws StoreException {
        try {
            return PrivateFolder.check(path) ? PrivateFile.read(file, MAX_FILE) : Optional.empty();
        } catch (IOException failure) {
            throw Failures.reading(file, failure);
        }
    }
}
