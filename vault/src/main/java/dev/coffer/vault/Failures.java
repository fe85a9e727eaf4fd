package dev.coffer.vault;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.FileTooLongException;
import dev.coffer.platform.files.LockTimeoutException;
import dev.coffer.platform.files.UnsafeFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Says in the words of a store what went wrong with files. */
final class Failures {
    /** The remedy for a file that cannot be made anew. */
    static final String RESTORE = "restore it from a backup";

    private static final String CHECK_READING = "check the file system and who may read there";
    private static final String CHECK_WRITING =
            "check that the disk has space and is writable, or set COFFER_HOME to another folder";

    private Failures() {}

    static StoreException damaged(Path file, DamagedException damage, String whatToDo) {
        return new StoreException(Kind.DAMAGED, file + " " + damage.reason(), whatToDo);
    }

    static StoreException missing(Path file, String orElse) {
        return new StoreException(Kind.DAMAGED, file + " is missing", RESTORE + ", or " + orElse);
    }

    static StoreException reading(Path where, IOException failure) {
        return of("read", where, failure, CHECK_READING);
    }

    static StoreException writing(Path where, IOException failure) {
        return of("write", where, failure, CHECK_WRITING);
    }

    private static StoreException of(String verb, Path where, IOException failure, String whatToDo) {
        return switch (failure) {
            case UnsafeFileException unsafe -> new StoreException(Kind.REFUSED, message(unsafe), unsafe.whatToDo());
            case LockTimeoutException timeout ->
                new StoreException(Kind.TIMEOUT, message(timeout), "try again when the other process is done");
            case FileTooLongException tooLong -> new StoreException(Kind.DAMAGED, message(tooLong), RESTORE);
            case FileSystemException system ->
                new StoreException(
                        Kind.UNREACHABLE, "cannot " + verb + " " + where + ": " + system.getReason(), whatToDo, system);
            default -> new StoreException(kind(failure), message(failure), whatToDo, failure);
        };
    }

    /** What the files package says names the file and the reason. */
    private static String message(IOException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Kind kind(IOException failure) {
        return failure.getCause() instanceof AccessDeniedException ? Kind.REFUSED : Kind.UNREACHABLE;
    }
}
