package dev.coffer.vault.keys;

import dev.coffer.vault.files.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The form of key files, which is that of age's: one key on a line, blank lines and lines with {@code #} aside. */
final class KeyText {
    private KeyText() {}

    static byte[] withComment(String comment, String key) {
        return ("# " + comment + "\n" + key + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static List<String> lines(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    static String onlyLine(byte[] file) throws DamagedException {
        List<String> lines = lines(file);
        if (lines.isEmpty()) {
            throw new DamagedException("holds no key");
        }
        if (lines.size() > 1) {
            throw new DamagedException("holds more than one key");
        }
        return lines.getFirst();
    }
}
