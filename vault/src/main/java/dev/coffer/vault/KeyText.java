package dev.coffer.vault;

import java.nio.charset.StandardCharsets;

/** The form of key files, which is that of age's: one key on a line, blank lines and lines with {@code #} aside. */
final class KeyText {
    private KeyText() {}

    static byte[] withComment(String comment, String key) {
        return ("# " + comment + "\n" + key + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static String onlyLine(byte[] file) throws DamagedException {
        String key = "";
        for (String line : new String(file, StandardCharsets.UTF_8).split("\n", -1)) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (!key.isEmpty()) {
                throw new DamagedException("holds more than one key");
            }
            key = text;
        }
        if (key.isEmpty()) {
            throw new DamagedException("holds no key");
        }
        return key;
    }
}
