package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Path;

/** Writes whole files as a database would: temporary file in the same folder, fsync, rename, fsync of the folder. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file of our own: mode 0600, never through a symbolic link. The folder must exist.
     */
    public static void writePrivate(Path target, byte[] content) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces a user's file: symbolic links are followed to their end (also a dangling one) and survive, mode and owner
     * are kept; a new file gets mode 0600.
     */
    public static void replaceKeeping(Path target, byte[] content) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes a file and makes that durable.
     *
     * @return false when there was none
     */
    public static boolean delete(Path target) throws IOException {
        throw new UnsupportedOperationException();
    }
}
