package dev.coffer.docker.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the files of registries.conf say about {@code credential-helpers}.
 *
 * @param settings all files with the setting in the order in which they are read: the last one counts, whole
 * @param notUnderstood files that could not be read or understood, one line each; they may hold the setting too
 */
public record CredentialHelpers(List<Setting> settings, List<String> notUnderstood) {
    /** The name that stands for the auth files of podman and skopeo, and of docker after them. */
    public static final String AUTH_FILES = "containers-auth.json";

    public CredentialHelpers {
        settings = List.copyOf(settings);
        notUnderstood = List.copyOf(notUnderstood);
    }

    /**
     * One file's list.
     *
     * @param helpers suffixes of helpers, and {@link #AUTH_FILES}, in the order in which they are asked
     */
    public record Setting(Path file, List<String> helpers) {
        public Setting {
            helpers = List.copyOf(helpers);
        }
    }

    /**
     * The setting in a file's text; empty when it has none.
     *
     * @throws IOException when the text is not TOML as it is understood here; the message begins with the line
     */
    public static Optional<List<String>> in(String text) throws IOException {
        try {
            return TomlScan.topLevelStrings(text, "credential-helpers");
        } catch (TomlScan.NotUnderstoodException notToml) {
            throw new IOException(notToml.getMessage(), notToml);
        }
    }

    /** The setting that counts; empty when no file has one, which means {@link #AUTH_FILES} alone. */
    public Optional<Setting> inForce() {
        return settings.isEmpty() ? Optional.empty() : Optional.of(settings.getLast());
    }
}
