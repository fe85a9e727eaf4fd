package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file is longer than its reader allows. */
public final class FileTooLongException extends IOException {
    FileTooLongException(Path file, int maxBytes) {
        super("cannot read " + file + ": it is longer than " + maxBytes + " bytes");
    }
}
