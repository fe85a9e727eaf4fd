package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Gives an exception of the file system the words it lacks: what was being done, and why it failed. */
final class Failure {
    private Failure() {}

    /** The failure of an action ("cannot write FILE"); some of the JDK's exceptions carry a path and no reason. */
    static IOException because(String action, IOException cause) {
        return new IOException(action + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "no such file or folder";
            case FileAlreadyExistsException exists -> "it exists already";
            case FileSystemException other when other.getReason() != null -> lowerCase(other.getReason());
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : lowerCase(cause.getMessage());
        };
    }

    private static String lowerCase(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
