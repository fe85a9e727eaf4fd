package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Path;

/** Folders that only their owner may enter (mode 0700). */
public final class PrivateFolder {
    private PrivateFolder() {}

    /**
     * Makes the folder and its missing parents (mode 0700), or checks the one that is there.
     *
     * @throws UnsafeFileException when others may write it, or it belongs to somebody else
     */
    public static void ensure(Path folder) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Checks a folder without creating it.
     *
     * @return false when there is none
     * @throws UnsafeFileException when others may enter or write it, or it belongs to somebody else
     */
    public static boolean check(Path folder) throws IOException {
        throw new UnsupportedOperationException();
    }
}
