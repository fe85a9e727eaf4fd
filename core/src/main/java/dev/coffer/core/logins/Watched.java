package dev.coffer.core.logins;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was read from files, read again when one of them has changed. Each call examines every file once. */
final class Watched<T> {
    /** Longer than one step of the clock that stamps files: 10 ms at the coarsest. */
    private static final Duration STEP = Duration.ofMillis(20);

    private final Supplier<List<Path>> files;
    private final Supplier<T> reader;
    private final Predicate<T> lasts;
    private volatile @Nullable Seen<T> seen;

    private record Seen<T>(List<Path> files, List<FileStamp> stamps, T value) {}

    /**
     * Watches files.
     *
     * @param files names them; asked again whenever they are read again
     * @param reader reads them; does not throw for what can go wrong in the world
     * @param lasts whether what was read may be kept: a failure may pass without any change of the files
     */
    Watched(Supplier<List<Path>> files, Supplier<T> reader, Predicate<T> lasts) {
        this.files = files;
        this.reader = reader;
        this.lasts = lasts;
    }

    /** The value of now. */
    T current() {
        Seen<T> last = seen;
        return last != null && isCurrent(last) ? last.value() : reread();
    }

    private synchronized T reread() {
        Seen<T> last = seen;
        if (last != null && isCurrent(last)) {
            return last.value();
        }
        // In a thread of its own: an interrupted one cannot read, and what it fails to read is not what is there.
        Seen<T> next = CompletableFuture.supplyAsync(this::read, Thread::startVirtualThread)
                .join();
        seen = lasts.test(next.value()) ? next : null;
        return next.value();
    }

    private Seen<T> read() {
        List<Path> paths = List.copyOf(files.get());
        // The stamps are taken first: what changes while it is read is read again the next time.
        return new Seen<>(paths, settled(paths), reader.get());
    }

    private static boolean isCurrent(Seen<?> seen) {
        for (int i = 0; i < seen.files().size(); i++) {
            if (!FileStamp.of(seen.files().get(i)).equals(seen.stamps().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Stamps that a later change cannot share: a file that was changed this very moment is waited for. */
    private static List<FileStamp> settled(List<Path> files) {
        List<FileStamp> stamps = new ArrayList<>(files.size());
        for (Path file : files) {
            FileStamp stamp = FileStamp.of(file);
            Duration age = stamp.age(Instant.now());
            if (!age.isNegative() && age.compareTo(STEP) < 0) {
                pause();
                stamp = FileStamp.of(file);
            }
            stamps.add(stamp);
        }
        return List.copyOf(stamps);
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }
}
