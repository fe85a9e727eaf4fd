package dev.coffer.vault.files;

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
public final class Failures {
    /** The remedy for a file that cannot be made anew. */
    public static final String RESTORE = "restore it from a backup";

    private static final String CHECK_READING = "check the file system and who may read there";
    private static final String CHECK_WRITING =
            "check that the disk has space and is writable, or set COFFER_HOME to another folder";

    private Failures() {}

    public static StoreException damaged(Path file, DamagedException damage, String whatToDo) {
        return new StoreException(Kind.DAMAGED, file + " " + damage.reason(), whatToDo);
    }

    public static StoreException missing(Path file, String orElse) {
        return new StoreException(Kind.DAMAGED, file + " is missing", RESTORE + ", or " + orElse);
    }

    public static StoreException reading(Path where, IOException failure) {
        return of("read", where, failure, CHECK_READING);
    }

    public static StoreException writing(Path where, IOException failure) {
        return of("write", where, failure, CHECK_WRITING);
    }

    private static StoreException of(String verb, Path where, IOException failure, String whatToDo) {
        String text = text(verb, where, failure);
        return switch (failure) {
            case UnsafeFileException unsafe -> new StoreException(Kind.REFUSED, text, unsafe.whatToDo());
            case LockTimeoutException _ ->
                new StoreException(Kind.TIMEOUT, text, "try again when the other process is done");
            case FileTooLongException _ -> new StoreException(Kind.DAMAGED, text, RESTORE);
            default -> new StoreException(kind(failure), text, whatToDo, failure);
        };
    }

    /** What happened, and where. The exceptions of the files package say both, the JDK's seldom. */
    public static String text(String verb, Path where, IOException failure) {
        return failure instanceof FileSystemException system
                ? "cannot " + verb + " " + where + ": " + reason(system)
                : String.valueOf(failure.getMessage());
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    }

    private static Kind kind(IOException failure) {
        return failure instanceof AccessDeniedException || failure.getCause() instanceof AccessDeniedException
                ? Kind.REFUSED
                : Kind.UNREACHABLE;
    }
}
