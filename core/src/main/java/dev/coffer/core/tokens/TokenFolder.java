package dev.coffer.core.tokens;

import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.platform.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The folder with the remembered answers, each in a file of its own. A file's time of change is that at which its content
 * ends, so cleaning opens nothing.
 *
 * <p>What cannot be read, for whatever reason, is not there: it will be fetched again, and replaced if that can be done.
 */
record TokenFolder(Path path) {
    private static final int MAX_FILE = 1 << 20;

    /** Longer than any writer is between a file's birth and its time of change. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** More is left to the next writer. */
    private static final int MOST_LOOKED_AT = 2000;

    private static final String TEMPORARY_PREFIX = ".coffer-";
    private static final String TEMPORARY_SUFFIX = ".tmp";

    /** Remembered absences of metadata servers: nothing secret, but to forget everything is to ask them again. */
    private static final String ABSENCE_PREFIX = "absent-";

    /** The token for the key. Takes no lock and writes nothing. */
    Optional<KeptToken> token(CacheIdentity identity, TokenKey key) {
        Optional<KeptAnswer> kept = read(identity, path.resolve(key.tokenFile()));
        if (kept.isPresent()
                && kept.get().key().equals(key)
                && kept.get().answer() instanceof TokenAnswer.Fetched fetched) {
            return Optional.of(new KeptToken(kept.get().at(), fetched));
        }
        return Optional.empty();
    }

    /** The last answer that was no token. */
    Optional<KeptAnswer> failure(CacheIdentity identity, TokenKey key) {
        return read(identity, path.resolve(key.failureFile()))
                .filter(kept -> kept.key().equals(key) && !(kept.answer() instanceof TokenAnswer.Fetched));
    }

    /** The lock on what belongs to the key. Makes the folder if there is none. */
    FileLock lock(TokenKey key, Duration limit) throws IOException {
        PrivateFolder.ensureLosable(path);
        return FileLock.acquire(path.resolve(key.lockFile()), limit);
    }

    /** Writes the answer in place of a former one, and cleans up. The caller holds the lock. */
    void keep(CacheIdentity identity, KeptAnswer answer) throws IOException {
        String name = answer.key().failureFile();
        Instant end = answer.at();
        if (answer.answer() instanceof TokenAnswer.Fetched fetched) {
            name = answer.key().tokenFile();
            end = fetched.expires();
        }
        Path file = path.resolve(name);
        byte[] content = answer.encode();
        try {
            // Sealed, so what a power failure leaves of it cannot be taken for a token: not worth waiting for the disk.
            AtomicFile.writeLosable(file, identity.seal(content));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
        Files.setLastModifiedTime(file, FileTime.from(end));
        clean(answer.at());
    }

    /** Every token that can be read. */
    List<KeptAnswer> tokens(CacheIdentity identity) throws IOException {
        List<KeptAnswer> tokens = new ArrayList<>();
        for (Path file : files(Integer.MAX_VALUE)) {
            String name = name(file);
            if (TokenKey.isTokenFile(name)) {
                read(identity, file)
                        .filter(kept -> kept.key().tokenFile().equals(name))
                        .ifPresent(tokens::add);
            }
        }
        return tokens;
    }

    /**
     * Removes everything but the lock files.
     *
     * @return how many tokens there were, damaged ones too
     */
    int clear() throws IOException {
        int tokens = 0;
        for (Path file : files(Integer.MAX_VALUE)) {
            if (isOurs(name(file)) && Files.deleteIfExists(file) && TokenKey.isTokenFile(name(file))) {
                tokens++;
            }
        }
        return tokens;
    }

    private void clean(Instant now) throws IOException {
        for (Path file : files(MOST_LOOKED_AT)) {
            if (isOurs(name(file)) && isOver(file, now)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isOver(Path file, Instant now) {
        try {
            Instant end =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            return end.plus(GRACE).isBefore(now);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isOurs(String name) {
        return TokenKey.isTokenFile(name)
                || TokenKey.isFailureFile(name)
                || name.startsWith(ABSENCE_PREFIX)
                || (name.startsWith(TEMPORARY_PREFIX) && name.endsWith(TEMPORARY_SUFFIX));
    }

    private static Optional<KeptAnswer> read(CacheIdentity identity, Path file) {
        Optional<byte[]> sealed;
        try {
            sealed = PrivateFile.read(file, MAX_FILE);
        } catch (IOException unusable) {
            return Optional.empty();
        }
        Optional<byte[]> content = sealed.flatMap(identity::open);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return KeptAnswer.decode(content.get());
        } finally {
            Arrays.fill(content.get(), (byte) 0);
        }
    }

    private List<Path> files(int most) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!PrivateFolder.check(path)) {
            return files;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path file : all) {
                if (files.size() == most) {
                    break;
                }
                files.add(file);
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return files;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
