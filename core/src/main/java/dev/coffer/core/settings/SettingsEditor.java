package dev.coffer.core.settings;

import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.TrustedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes one setting into a settings file. The rest of the file, comments and order, stays as it is. */
public final class SettingsEditor {
    private static final int MAX_BYTES = 1 << 20;

    private final Path file;

    /** An editor of the settings file, which need not exist. */
    public SettingsEditor(Path file) {
        this.file = file;
    }

    /**
     * Sets the value.
     *
     * @param name a setting that has one value
     * @return false when it had this value already; then nothing is written
     * @throws SettingsException when the file holds a mistake, or would; it is left alone
     */
    public boolean set(String name, String value) throws IOException {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new SettingsException(file, "a setting has one value on one line");
        }
        SettingsFiles.loadOne(file);
        Optional<byte[]> before = TrustedFile.read(file, MAX_BYTES);
        List<String> lines = new ArrayList<>(before.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("")
                .lines()
                .toList());
        String line = name + ": " + value;
        int at = indexOf(lines, name);
        if (at >= 0 && lines.get(at).equals(line)) {
            return false;
        }
        if (at >= 0) {
            lines.set(at, line);
        } else {
            lines.add(afterHeadComments(lines), line);
        }
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        SettingsFiles.requireReadable(file, text);
        SettingsFiles.makeFolder(file);
        AtomicFile.replaceKeeping(file, text);
        return true;
    }

    private static int indexOf(List<String> lines, String name) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(name + ":")) {
                return i;
            }
        }
        return -1;
    }

    private static int afterHeadComments(List<String> lines) {
        int at = 0;
        while (at < lines.size()
                && (lines.get(at).startsWith("#")
                        || lines.get(at).isBlank()
                        || lines.get(at).equals("---"))) {
            at++;
        }
        return at;
    }
}
