package dev.coffer.core.settings;

import java.io.IOException;
import java.nio.file.Path;

/** A settings file cannot be used. The message names the file, and the line where there is one. */
public final class SettingsException extends IOException {
    /** A mistake on a line. */
    public SettingsException(Path file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }

    /** Something wrong with the file as a whole. */
    public SettingsException(Path file, String what) {
        super(file + ": " + what);
    }
}
