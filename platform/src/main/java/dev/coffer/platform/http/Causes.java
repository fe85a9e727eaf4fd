package dev.coffer.platform.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks through the causes of an exception. */
final class Causes {
    private static final int MAX_DEPTH = 20;

    private Causes() {}

    /** The first of that type, from the outside in. */
    static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
